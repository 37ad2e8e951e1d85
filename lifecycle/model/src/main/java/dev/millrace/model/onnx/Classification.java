package dev.millrace.model.onnx;

import java.util.List;

/** The operators that a model of several classes ends in. */
public final class Classification {

  private final GraphBuilder graph;
  private final NodeWriter write;

  public Classification(GraphBuilder graph) {
    this.graph = graph;
    this.write = new NodeWriter(graph);
  }

  /**
   * The class with the greatest of each row's elements, of equals the first, as STRING [N].
   *
   * @param matrix FLOAT [N, K], a column for each class
   */
  public Value mostProbable(Value matrix, List<String> classes) {
    NodeWriter.requireSame(ElementType.FLOAT, matrix);
    NodeWriter.require(
        matrix.shape().equals(new Shape.Matrix(classes.size())),
        "a column for each of " + classes.size() + " classes",
        matrix);
    Value place =
        graph.node(
            NodeWriter.ONNX,
            "ArgMax",
            List.of(matrix),
            List.of(Protos.attribute("axis", 1), Protos.attribute("keepdims", 0)),
            ElementType.INT64,
            new Shape.Rows());
    String[] names = classes.toArray(String[]::new);
    return write.lookup(new Tensor.Strings(List.of(names.length), names), place);
  }

  /**
   * Of each row e^x over the sum of them, as FLOAT [N, K]. The greatest is subtracted first, so
   * that no power overflows, and the sum is taken in double.
   *
   * @param margins FLOAT [N, 1] each, one for each class
   */
  public static Value softmax(Operators graph, List<Value> margins) {
    Value greatest = margins.getFirst();
    for (Value margin : margins.subList(1, margins.size())) {
      greatest = graph.max(greatest, margin);
    }
    Value powers = graph.exp(graph.sub(graph.concat(margins), greatest));
    Value sum = graph.sumRows(graph.cast(powers, ElementType.DOUBLE));
    return graph.div(powers, graph.column(graph.cast(sum, ElementType.FLOAT)));
  }
}
