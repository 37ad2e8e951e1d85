package dev.millrace.model.onnx;

import java.util.List;

/**
 * One node of a graph.
 *
 * @param inputs names of values; "" where an optional one is left out
 */
public record Node(
    String name,
    String domain,
    String operator,
    List<String> inputs,
    List<String> outputs,
    Attributes attributes) {

  /** For messages: {@code operator 'Add' (node 'hour/Add_2')}. */
  public String describe() {
    String qualified = domain.isEmpty() ? operator : domain + "." + operator;
    return "operator '" + qualified + "' (node '" + name + "')";
  }
}
