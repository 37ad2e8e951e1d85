package dev.millrace.core.pipeline;

import dev.millrace.core.pipeline.PipelineSpec.ParameterSpec;
import dev.millrace.core.value.Json;
import dev.millrace.core.value.Spans;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A parameter of a pipeline that is written in Java; {@code T} is what components take it as.
 *
 * @param spec what a pipeline file would say of it
 */
public record Param<T>(ParameterSpec spec) {

  public static Param<String> string() {
    return of(ParameterType.STRING);
  }

  public static Param<Integer> integer() {
    return of(ParameterType.INTEGER);
  }

  public static Param<Double> number() {
    return of(ParameterType.NUMBER);
  }

  public static Param<Boolean> flag() {
    return of(ParameterType.BOOLEAN);
  }

  public static Param<String> path() {
    return of(ParameterType.PATH);
  }

  public static Param<Spans> spans() {
    return of(ParameterType.SPANS);
  }

  /** A duration of days. */
  public static Param<Period> period() {
    return of(ParameterType.DURATION);
  }

  /** A duration of seconds. */
  public static Param<Duration> duration() {
    return of(ParameterType.DURATION);
  }

  public static Param<Instant> timestamp() {
    return of(ParameterType.TIMESTAMP);
  }

  /**
   * A list; what its elements are is checked when a component takes it.
   *
   * @param each what components take the elements as
   */
  public static <E> Param<List<E>> listOf(Class<E> each) {
    return of(ParameterType.LIST);
  }

  /** A map by text. */
  public static <V> Param<Map<String, V>> mapTo(Class<V> each) {
    return of(ParameterType.MAP);
  }

  private static <T> Param<T> of(ParameterType type) {
    return new Param<>(ParameterSpec.of(type));
  }

  /** The same with a value for when none is given. */
  public Param<T> withDefault(T value) {
    return new Param<>(spec.withDefault(Json.tree(value)));
  }

  /** The same with a least value, which is allowed. */
  public Param<T> min(double least) {
    return new Param<>(spec.withMin(least));
  }

  /** The same with a greatest value, which is allowed. */
  public Param<T> max(double greatest) {
    return new Param<>(spec.withMax(greatest));
  }

  /** The same with the only values that are allowed. */
  @SafeVarargs
  public final Param<T> oneOf(T... values) {
    List<JsonNode> allowed = new ArrayList<>();
    for (T value : values) {
      allowed.add(Json.tree(value));
    }
    return new Param<>(spec.withOneOf(allowed));
  }

  public Param<T> described(String description) {
    return new Param<>(spec.withDescription(description));
  }
}
