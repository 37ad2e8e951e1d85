package dev.millrace.store.metadata;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.ArtifactRow;
import dev.millrace.store.database.Transaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NumericNode;

/** Properties of artifacts in the form that they are looked up by. */
final class PropertyIndex {
  private static final int LONGEST = 40;
  private static final int DIGITS = 32;

  private PropertyIndex() {}

  /** Makes a recorded artifact's properties something that it can be found by. */
  static void record(Transaction sql, ArtifactRow artifact) {
    for (Map.Entry<String, JsonNode> property : artifact.properties().entrySet()) {
      sql.execute(
          """
          INSERT INTO artifact_property (artifact_id, name, content, as_of, execution_seq)
          SELECT id, ?, ?, as_of, execution_seq FROM artifact WHERE id = ?
          """,
          property.getKey(),
          content(property.getValue()),
          artifact.id());
    }
  }

  /** Equal for equal values, and short: a number is the same in each of its spellings. */
  static String content(JsonNode value) {
    String text =
        value instanceof NumericNode number && !number.isNaN()
            ? plain(number.decimalValue())
            : Json.canonical(value);
    return text.length() <= LONGEST ? text : "#" + Digest.of(text).hex().substring(0, DIGITS);
  }

  private static String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    boolean small = stripped.scale() <= LONGEST && stripped.scale() >= -LONGEST;
    return small ? stripped.toPlainString() : stripped.toString();
  }

  /** A day, which is its start in UTC, or an instant; empty for anything else. */
  static Optional<Instant> instant(ArtifactRow artifact, String name) {
    return Optional.ofNullable(artifact.properties().get(name))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .flatMap(PropertyIndex::parse);
  }

  private static Optional<Instant> parse(String text) {
    try {
      return Optional.of(
          text.length() == "2001-01-01".length()
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }
}
