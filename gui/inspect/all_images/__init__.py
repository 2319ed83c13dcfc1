"""All images: the test images as the last hidden layer has them, in two dimensions."""
