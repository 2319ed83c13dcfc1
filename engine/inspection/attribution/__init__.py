"""Why a class has its score: maps over the image by gradient, integrated gradients, Grad-CAM or occlusion."""
