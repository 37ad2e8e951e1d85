package dev.millrace.model.onnx;

/**
 * The words of strings, as StringSplit gives them: for each row as many as it has. (In the ONNX
 * file they are a matrix as wide as the longest row of the batch, padded with "", so they are no
 * {@link Value}: only {@link Operators#tfIdf} takes them.)
 *
 * @param name of the matrix
 * @param counts how many words each row has, INT64 in the shape of the strings
 */
public record Tokens(String name, Value counts) {}
