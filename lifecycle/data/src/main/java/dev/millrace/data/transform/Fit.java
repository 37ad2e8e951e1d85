package dev.millrace.data.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A feature on the way from its declaration to its graph: says what it needs to know of the
 * training split next, is told, and goes on until it needs nothing more.
 */
sealed interface Fit {

  String name();

  /** What it needs to know next; empty if it is done. */
  Optional<Analyzer> wanted();

  /**
   * Tells it what the analyzer it wanted has counted.
   *
   * @throws IllegalArgumentException if it cannot be fitted to that
   */
  void take(Tally counted);

  /** The fitted feature, once nothing is wanted any more. */
  Fitted fitted();

  static Fit of(Feature feature, RawColumns columns) {
    return switch (feature) {
      case Feature.Numbers numbers -> new OfNumbers(numbers, columns);
      case Feature.Categories categories -> new OfCategories(categories);
      case Feature.Texts texts -> new OfTexts(texts);
    };
  }

  /** Goes step by step; what a step is fitted to are the numbers as the steps before leave them. */
  final class OfNumbers implements Fit {
    private final Feature.Numbers feature;
    private final RawColumns columns;
    private final List<FittedStep> steps = new ArrayList<>();

    OfNumbers(Feature.Numbers feature, RawColumns columns) {
      this.feature = feature;
      this.columns = columns;
    }

    @Override
    public String name() {
      return feature.name();
    }

    @Override
    public Optional<Analyzer> wanted() {
      while (steps.size() < feature.steps().size()) {
        switch (feature.steps().get(steps.size())) {
          case NumberStep.Known(FittedStep step) -> steps.add(step);
          case NumberStep.Open open -> {
            return Optional.of(NumberAnalyzer.of(columns, feature.source(), steps, open.per()));
          }
        }
      }
      return Optional.empty();
    }

    @Override
    public void take(Tally counted) {
      NumberStep.Open open = (NumberStep.Open) feature.steps().get(steps.size());
      steps.add(open.fit(((NumberTally) counted).result()));
    }

    @Override
    public Fitted fitted() {
      return new Fitted.Numbers(feature, steps);
    }
  }

  /** Knows all of one count. */
  final class OfCategories implements Fit {
    private final Feature.Categories feature;
    private Optional<Fitted> done = Optional.empty();

    OfCategories(Feature.Categories feature) {
      this.feature = feature;
      if (feature.coding().vocabulary().isEmpty() && !imputesFrequent()) {
        done = Optional.of(new Fitted.Categories(feature, text(), List.of()));
      }
    }

    private boolean imputesFrequent() {
      return feature.impute().filter(Impute.Typical.class::isInstance).isPresent();
    }

    private Optional<String> text() {
      return feature.impute().map(impute -> String.valueOf(impute.written()));
    }

    @Override
    public String name() {
      return feature.name();
    }

    @Override
    public Optional<Analyzer> wanted() {
      return done.isPresent() ? Optional.empty() : Optional.of(new TermAnalyzer(feature.columns()));
    }

    @Override
    public void take(Tally counted) {
      TermTally terms = (TermTally) counted;
      Optional<String> fill = text();
      if (imputesFrequent()) {
        fill = terms.mostFrequent();
        if (fill.isEmpty()) {
          throw new IllegalArgumentException(
              "impute: no row of the training split has a value to tell by");
        }
      }
      Optional<String> filled = fill;
      List<String> vocabulary =
          feature
              .coding()
              .vocabulary()
              .map(wanted -> terms.vocabulary(wanted, filled))
              .orElse(List.of());
      done = Optional.of(new Fitted.Categories(feature, fill, vocabulary));
    }

    @Override
    public Fitted fitted() {
      return done.orElseThrow();
    }
  }

  /** Knows all of one count. */
  final class OfTexts implements Fit {
    private final Feature.Texts feature;
    private Optional<Fitted> done = Optional.empty();

    OfTexts(Feature.Texts feature) {
      this.feature = feature;
    }

    @Override
    public String name() {
      return feature.name();
    }

    @Override
    public Optional<Analyzer> wanted() {
      return done.isPresent()
          ? Optional.empty()
          : Optional.of(
              new WordAnalyzer(feature.column(), feature.impute(), feature.words().ngrams()));
    }

    @Override
    public void take(Tally counted) {
      done = Optional.of(new Fitted.Texts(feature, ((WordTally) counted).ngrams(feature.words())));
    }

    @Override
    public Fitted fitted() {
      return done.orElseThrow();
    }
  }
}
