"""The gridding engine: divides communities into grids, measures and divides again. Pure, but for files/, its doors."""
