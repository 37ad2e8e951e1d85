package dev.millrace.data.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A feature of which all is known that its part of the graph needs. */
sealed interface Fitted {

  /** As it was declared. */
  Feature feature();

  default String name() {
    return feature().name();
  }

  /** Whether an output tells where it was missing. */
  default boolean indicator() {
    return feature().indicator();
  }

  /** The raw columns it is made of. */
  List<String> columns();

  record Numbers(Feature.Numbers feature, List<FittedStep> steps) implements Fitted {
    public Numbers {
      steps = List.copyOf(steps);
    }

    @Override
    public List<String> columns() {
      List<String> columns = new ArrayList<>(feature.source().columns());
      columns.addAll(keyColumns(steps));
      return columns;
    }
  }

  /** The columns whose values some steps look at apart. */
  static List<String> keyColumns(List<FittedStep> steps) {
    List<String> columns = new ArrayList<>();
    for (FittedStep step : steps) {
      switch (step) {
        case FittedStep.RescalePer per -> columns.add(per.keys().column());
        case FittedStep.BucketsPer per -> columns.add(per.keys().column());
        case FittedStep.Fill _,
            FittedStep.Clip _,
            FittedStep.Log _,
            FittedStep.Power _,
            FittedStep.Rescale _,
            FittedStep.Buckets _ -> {}
      }
    }
    return columns;
  }

  /**
   * @param fill the category of rows that have none
   * @param vocabulary those that have a place of their own, in the order of their places
   */
  record Categories(Feature.Categories feature, Optional<String> fill, List<String> vocabulary)
      implements Fitted {
    @Override
    public List<String> columns() {
      return List.copyOf(feature.columns().keySet());
    }
  }

  /**
   * @param ngrams that have an output each, in their order
   */
  record Texts(Feature.Texts feature, List<WordTally.Ngram> ngrams) implements Fitted {
    @Override
    public List<String> columns() {
      return List.of(feature.column());
    }
  }
}
