package dev.millrace.core.component;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads JSON that a person wrote into a record, and tells everything that does not fit at once.
 * Components of the record may have {@link Default} and {@link Range}.
 */
public record JsonForm<T>(Class<T> type) {

  /** Everything in a tree that does not fit; nothing if it can be read. */
  public List<Mismatch> check(JsonNode tree) {
    return port().check(tree);
  }

  /**
   * Reads a tree that fits.
   *
   * @throws tools.jackson.core.JacksonException if it does not
   */
  public T read(JsonNode tree) {
    return type.cast(port().read(tree));
  }

  private ValuePort port() {
    return new ValuePort(
        "value", type, Optional.empty(), false, Optional.empty(), Optional.empty(), "");
  }
}
