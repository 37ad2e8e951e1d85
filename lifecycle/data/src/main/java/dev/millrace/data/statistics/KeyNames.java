package dev.millrace.data.statistics;

import dev.millrace.model.DataType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The keys under which values are counted together with others: a number's is its bits as a double,
 * a string's a hash. And back from keys to values as text.
 */
final class KeyNames {

  private final DataType type;
  private final Map<Long, String> strings = new HashMap<>();

  private KeyNames(DataType type) {
    this.type = type;
  }

  /** Of the values of a feature; strings that its statistics do not list have no name. */
  static KeyNames of(FeatureStatistics feature) {
    KeyNames names = new KeyNames(feature.type());
    if (feature instanceof StringStatistics texts) {
      texts.values().stream()
          .map(StringStatistics.Occurrence::value)
          .forEach(value -> names.strings.put(key(value), value));
    }
    return names;
  }

  static long key(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }

  static long key(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    long head = Texts.head(bytes, bytes.length);
    return Texts.hash(
        head,
        bytes.length <= Texts.INLINE
            ? Texts.tail(bytes, bytes.length)
            : Texts.hash(0, bytes, bytes.length));
  }

  String of(long key) {
    return switch (type) {
      case BOOLEAN -> key == 0 ? "false" : "true";
      case INTEGER, TIMESTAMP -> Long.toString((long) Double.longBitsToDouble(key));
      case NUMBER -> Double.toString(Double.longBitsToDouble(key));
      case STRING -> strings.getOrDefault(key, "#" + Long.toHexString(key));
    };
  }
}
