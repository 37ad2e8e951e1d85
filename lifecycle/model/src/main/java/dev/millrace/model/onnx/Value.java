package dev.millrace.model.onnx;

/** A value of a graph that is being written: what a node may take as its input. */
public record Value(String name, ElementType type, Shape shape) {}
