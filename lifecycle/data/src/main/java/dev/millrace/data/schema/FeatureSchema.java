package dev.millrace.data.schema;

import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.value.Fraction;
import dev.millrace.model.DataType;
import java.util.List;
import java.util.Optional;

/**
 * What one feature should look like.
 *
 * @param presence the least share of rows with a value, where the feature is nullable
 * @param values of a string feature, all there should be; empty if any will do
 * @param unknownValues the largest share of other values that is accepted; they reach the model as
 *     unknown
 */
public record FeatureSchema(
    @Doc("boolean, integer, number, string or timestamp") DataType type,
    @Default("false") @Doc("Whether a value may be missing, in training and in requests")
        boolean nullable,
    @Doc("The least share of rows with a value, if it is nullable") Optional<Fraction> presence,
    @Doc("The least value, of integers and numbers") Optional<Double> min,
    @Doc("The greatest value, of integers and numbers") Optional<Double> max,
    @Default("[]") @Doc("All values a string should have; any, if not given") List<String> values,
    @Doc("The largest share of other values that is accepted; none, if not given")
        Optional<Fraction> unknownValues,
    @Default("false") @Doc("Whether this is what the model learns to predict") boolean label) {

  public FeatureSchema {
    values = List.copyOf(values);
  }

  /** Of a type, with nothing else required. */
  public static FeatureSchema of(DataType type, boolean nullable) {
    return new FeatureSchema(
        type,
        nullable,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        false);
  }

  public FeatureSchema asLabel() {
    return new FeatureSchema(type, nullable, presence, min, max, values, unknownValues, true);
  }

  public FeatureSchema withValues(List<String> all, Fraction unknown) {
    return new FeatureSchema(type, nullable, presence, min, max, all, Optional.of(unknown), label);
  }

  /** The least share of rows with a value. */
  public double leastPresence() {
    return nullable ? presence.map(Fraction::value).orElse(0.0) : 1;
  }

  /** The largest share of values outside the known ones. */
  public double mostUnknown() {
    return unknownValues.map(Fraction::value).orElse(0.0);
  }
}
