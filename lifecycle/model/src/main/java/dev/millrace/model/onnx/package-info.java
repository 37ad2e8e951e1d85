/**
 * ONNX graphs as data: writing them ({@link dev.millrace.model.onnx.GraphBuilder} with {@link
 * dev.millrace.model.onnx.Operators}) and reading them from bytes that nobody vouches for ({@link
 * dev.millrace.model.onnx.OnnxGraph}). Knows nothing of how a graph is computed.
 *
 * <p>Our graphs' conventions: every raw input and every output is a tensor of shape [N], N the rows
 * of the batch; BOOLEAN is BOOL, INTEGER and TIMESTAMP are INT64, NUMBER is DOUBLE, STRING is
 * STRING. A nullable input has a BOOL input {@code <name>__present} beside it; where that is false
 * the value is 0, false or "". An output that has an input's name is the tensor {@code
 * <name>__output}, since names in a graph are unique.
 */
@NullMarked
package dev.millrace.model.onnx;

import org.jspecify.annotations.NullMarked;
