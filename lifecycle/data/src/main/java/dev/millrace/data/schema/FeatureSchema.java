package dev.millrace.data.schema;

import dev.millrace.core.component.Default;
import dev.millrace.core.component.Doc;
import dev.millrace.core.component.Range;
import dev.millrace.core.value.Fraction;
import dev.millrace.model.DataType;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one feature should look like.
 *
 * @param presence the least share of rows with a value, where the feature is nullable
 * @param minCount the least number of rows with a value
 * @param min the least value of integers, numbers and timestamps
 * @param values of a string feature, all there should be; empty if any will do
 * @param pattern of a string feature, what describes each value as a whole
 * @param unknownValues the largest share of values outside {@code values} or {@code pattern} that
 *     is accepted; they reach the model as unknown
 * @param distinct how many different values there may be
 * @param list how many values a row may have, where each has a list of them
 * @param in the environments that the feature is in; all, if none are named
 * @param drift how far it may be from the data before it
 * @param skew how far it may be from what is served
 */
public record FeatureSchema(
    @Doc("boolean, integer, number, string or timestamp; of a list, that of its values")
        DataType type,
    @Default("false") @Doc("Whether a value may be missing, in training and in requests")
        boolean nullable,
    @Doc("The least share of rows with a value, if it is nullable") Optional<Fraction> presence,
    @Range(min = 0) @Doc("The least number of rows with a value") Optional<Long> minCount,
    @Doc("The least value, of integers, numbers and timestamps") Optional<Bound> min,
    @Doc("The greatest value, of integers, numbers and timestamps") Optional<Bound> max,
    @Default("[]") @Doc("All values a string should have; any, if not given") List<String> values,
    @Doc("A regular expression in RE2's syntax that describes all of each string")
        Optional<String> pattern,
    @Doc("The largest share of other values that is accepted; none, if not given")
        Optional<Fraction> unknownValues,
    @Default("false") @Doc("Whether a number may be NaN") boolean nan,
    @Default("false") @Doc("Whether a number may be infinite") boolean infinite,
    @Default("false") @Doc("Whether no two rows have the same value") boolean unique,
    @Doc("How many different values there may be: min, max") Optional<Limits> distinct,
    @Doc("That each row has a list of values, and how many: min, max") Optional<Limits> list,
    @Default("[]") @Doc("The environments that it is in; all, if not given") List<String> in,
    @Default("[]") @Doc("The environments that it is not in") List<String> notIn,
    @Default("production") @Doc("planned, alpha, beta, production, deprecated or disabled")
        Lifecycle lifecycle,
    @Doc("How far it may be from the data before it, by measure") Optional<DriftLimits> drift,
    @Doc("How far it may be from what is served, by measure") Optional<DriftLimits> skew,
    @Default("false") @Doc("Whether this is what the model learns to predict") boolean label) {

  public FeatureSchema {
    values = List.copyOf(values);
    in = List.copyOf(in);
    notIn = List.copyOf(notIn);
  }

  /** Of a type, with nothing else required. */
  public static FeatureSchema of(DataType type, boolean nullable) {
    FeatureDraft draft = new FeatureDraft(type);
    draft.nullable = nullable;
    return draft.build();
  }

  /** The same with some of it changed. */
  public FeatureSchema with(Consumer<FeatureDraft> change) {
    FeatureDraft draft = new FeatureDraft(this);
    change.accept(draft);
    return draft.build();
  }

  public FeatureSchema asLabel() {
    return with(draft -> draft.label = true);
  }

  public FeatureSchema withValues(List<String> all, Fraction unknown) {
    return with(
        draft -> {
          draft.values = all;
          draft.unknownValues = Optional.of(unknown);
        });
  }

  /** As a line of a file. */
  public String written(String name) {
    return SchemaYaml.text(name) + ": " + SchemaYaml.feature(this).replaceAll("\\s*\\n\\s*", " ");
  }

  /** The least share of rows with a value. */
  public double leastPresence() {
    return nullable ? presence.map(Fraction::value).orElse(0.0) : 1;
  }

  /** The largest share of values outside the known ones. */
  public double mostUnknown() {
    return unknownValues.map(Fraction::value).orElse(0.0);
  }

  /** Whether the data of an environment has it; of no environment in particular, yes. */
  public boolean isIn(Optional<String> environment) {
    return environment
        .filter(name -> notIn.contains(name) || !(in.isEmpty() || in.contains(name)))
        .isEmpty();
  }
}
