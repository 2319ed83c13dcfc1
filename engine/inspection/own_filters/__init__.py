"""Own filters: kernels that a person types in, in place of those that a layer has learned."""
