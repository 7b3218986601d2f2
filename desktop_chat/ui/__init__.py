"""The window: widgets and painting. Speaks Qt; calls verbs on services and shows the facts they announce."""
