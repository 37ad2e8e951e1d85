package dev.millrace.data.schema;

import dev.millrace.core.value.Fraction;
import dev.millrace.model.DataType;
import java.util.List;
import java.util.Optional;

/** A feature's requirements while they are put together; see {@link FeatureSchema#with}. */
public final class FeatureDraft {

  public DataType type;
  public boolean nullable;
  public Optional<Fraction> presence = Optional.empty();
  public Optional<Long> minCount = Optional.empty();
  public Optional<Bound> min = Optional.empty();
  public Optional<Bound> max = Optional.empty();
  public List<String> values = List.of();
  public Optional<String> pattern = Optional.empty();
  public Optional<Fraction> unknownValues = Optional.empty();
  public boolean nan;
  public boolean infinite;
  public boolean unique;
  public Optional<Limits> distinct = Optional.empty();
  public Optional<Limits> list = Optional.empty();
  public List<String> in = List.of();
  public List<String> notIn = List.of();
  public Lifecycle lifecycle = Lifecycle.PRODUCTION;
  public Optional<DriftLimits> drift = Optional.empty();
  public Optional<DriftLimits> skew = Optional.empty();
  public boolean label;

  FeatureDraft(DataType type) {
    this.type = type;
  }

  FeatureDraft(FeatureSchema from) {
    type = from.type();
    nullable = from.nullable();
    presence = from.presence();
    minCount = from.minCount();
    min = from.min();
    max = from.max();
    values = from.values();
    pattern = from.pattern();
    unknownValues = from.unknownValues();
    nan = from.nan();
    infinite = from.infinite();
    unique = from.unique();
    distinct = from.distinct();
    list = from.list();
    in = from.in();
    notIn = from.notIn();
    lifecycle = from.lifecycle();
    drift = from.drift();
    skew = from.skew();
    label = from.label();
  }

  FeatureSchema build() {
    return new FeatureSchema(
        type,
        nullable,
        presence,
        minCount,
        min,
        max,
        values,
        pattern,
        unknownValues,
        nan,
        infinite,
        unique,
        distinct,
        list,
        in,
        notIn,
        lifecycle,
        drift,
        skew,
        label);
  }
}
