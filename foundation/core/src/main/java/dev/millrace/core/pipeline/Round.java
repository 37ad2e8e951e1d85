package dev.millrace.core.pipeline;

import dev.millrace.core.component.Value;
import dev.millrace.core.expression.Reference;
import java.util.List;

/**
 * One round of a step that is run for each element of a list.
 *
 * @param item the element: a value, or an artifact
 */
public record Round<E>(E item) {

  /** The place of the element in its list, from 0. */
  public Value<Integer> index() {
    return Value.template("${" + new Reference.Index().text() + "}");
  }

  /**
   * A part of an element that is a map.
   *
   * @param type of the part
   * @param keys from one to the next into the map
   */
  public <T> Value<T> part(Class<T> type, String... keys) {
    return Value.template("${" + new Reference.Item(List.of(keys)).text() + "}");
  }

  /**
   * A property of an element that is an artifact.
   *
   * @param type of the property
   */
  public <T> Value<T> property(Class<T> type, String name) {
    return part(type, "properties", name);
  }
}
