package dev.millrace.data.validation;

import dev.millrace.data.schema.FeatureDraft;
import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.statistics.NumericStatistics;
import dev.millrace.data.statistics.StringStatistics;
import dev.millrace.model.DataType;
import java.util.List;
import java.util.Optional;

/** The type is the schema's. An integer is a number too. */
record TypeRule(FeatureSchema expected, FeatureStatistics actual) {

  Optional<Breach> breach() {
    boolean integerAsNumber =
        expected.type() == DataType.NUMBER && actual.type() == DataType.INTEGER;
    if (actual.type() == expected.type() || integerAsNumber) {
      return Optional.empty();
    }
    Breach breach =
        Breach.error(
                kind(),
                "is of type " + actual.type().text() + ", expected " + expected.type().text(),
                "convert it in select, or change the type in the schema")
            .in(actual.count())
            .unless(expected.with(this::retype));
    return Optional.of(example().map(breach::such).orElse(breach));
  }

  private AnomalyType kind() {
    return switch (expected.type()) {
      case BOOLEAN -> ofBoolean();
      case INTEGER ->
          actual.type() == DataType.STRING
              ? AnomalyType.INT_TYPE_NOT_INT_STRING
              : AnomalyType.UNEXPECTED_DATA_TYPE;
      case NUMBER ->
          actual.type() == DataType.STRING
              ? AnomalyType.FLOAT_TYPE_STRING_NOT_FLOAT
              : AnomalyType.UNEXPECTED_DATA_TYPE;
      case STRING, TIMESTAMP -> AnomalyType.UNEXPECTED_DATA_TYPE;
    };
  }

  /** Integers of 0 and 1 are no booleans either, but others are even less so. */
  private AnomalyType ofBoolean() {
    return switch (actual.type()) {
      case STRING -> AnomalyType.BOOL_TYPE_UNEXPECTED_STRING;
      case NUMBER -> AnomalyType.BOOL_TYPE_UNEXPECTED_FLOAT;
      case INTEGER -> {
        Optional<NumericStatistics.Range> range =
            actual instanceof NumericStatistics numbers ? numbers.range() : Optional.empty();
        if (range.filter(r -> r.max().longValue() > 1).isPresent()) {
          yield AnomalyType.BOOL_TYPE_BIG_INT;
        }
        yield range.filter(r -> r.min().signum() < 0).isPresent()
            ? AnomalyType.BOOL_TYPE_SMALL_INT
            : AnomalyType.UNEXPECTED_DATA_TYPE;
      }
      case BOOLEAN, TIMESTAMP -> AnomalyType.UNEXPECTED_DATA_TYPE;
    };
  }

  /** Of strings the first that is no number, where one was expected. */
  private Optional<String> example() {
    if (!(actual instanceof StringStatistics strings)) {
      return Optional.empty();
    }
    return strings.values().stream()
        .map(StringStatistics.Occurrence::value)
        .filter(value -> !value.strip().matches("[-+]?\\d+(\\.\\d+)?"))
        .findFirst()
        .or(() -> strings.values().stream().map(StringStatistics.Occurrence::value).findFirst());
  }

  /** Keeps what also makes sense of the other type. */
  private void retype(FeatureDraft draft) {
    DataType type = actual.type();
    boolean stayedNumber = isNumber(draft.type) && isNumber(type);
    draft.type = type;
    draft.values = List.of();
    draft.pattern = Optional.empty();
    draft.unknownValues = Optional.empty();
    if (!stayedNumber) {
      draft.min = Optional.empty();
      draft.max = Optional.empty();
      draft.drift = Optional.empty();
      draft.skew = Optional.empty();
    }
    draft.nan &= type == DataType.NUMBER;
    draft.infinite &= type == DataType.NUMBER;
    if (type == DataType.BOOLEAN) {
      draft.unique = false;
      draft.distinct = Optional.empty();
    }
  }

  private static boolean isNumber(DataType type) {
    return type == DataType.INTEGER || type == DataType.NUMBER;
  }
}
