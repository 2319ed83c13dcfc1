"""What the last hidden layer makes of many images: as a picture in two dimensions, and how near each is to others."""
