package dev.millrace.training.trainer;

import dev.millrace.model.onnx.Classification;
import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;
import dev.millrace.training.trainer.Objective.Loss;
import java.util.ArrayList;
import java.util.List;

/** How an objective makes predictions of margins, the sums of trees. */
public final class Margins {

  private Margins() {}

  /**
   * Predictions, one for each margin.
   *
   * @param margins of each output, FLOAT [N, 1]
   */
  public static List<Value> predictions(Operators graph, Objective objective, List<Value> margins) {
    return switch (objective) {
      case Objective.Binary() -> List.of(graph.sigmoid(margins.getFirst()));
      case Objective.Multiclass(int _) -> softmax(graph, margins);
      case Objective.Regression(Loss loss, double _) when loss == Loss.POISSON ->
          List.of(graph.exp(margins.getFirst()));
      case Objective.Regression _, Objective.Ranking _ -> margins;
    };
  }

  private static List<Value> softmax(Operators graph, List<Value> margins) {
    Value probabilities = Classification.softmax(graph, margins);
    List<Value> ofClasses = new ArrayList<>();
    for (int number = 0; number < margins.size(); number++) {
      ofClasses.add(graph.column(graph.columnOf(probabilities, number)));
    }
    return ofClasses;
  }
}
