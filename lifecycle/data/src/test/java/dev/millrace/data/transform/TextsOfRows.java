package dev.millrace.data.transform;

import dev.millrace.data.transform.FeatureSpec.Vocabulary;
import dev.millrace.data.transform.FeatureSpec.Weight;
import dev.millrace.data.transform.FeatureSpec.Words;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What docs/transform.md says of categories and words, row by row. */
final class TextsOfRows {

  private TextsOfRows() {}

  static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /** The category of a row before anything is imputed. */
  static @Nullable String category(FeatureSpec spec, RawRow row) {
    if (spec.from().isPresent()) {
      return text(row.value(spec.from().get()));
    }
    List<String> parts = new ArrayList<>();
    for (String column : spec.cross()) {
      String part = text(row.value(column));
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    return String.join("\u001F", parts);
  }

  static FeatureByHand.Outputs fitted(FeatureSpec spec, List<RawRow> training) {
    String stands = stands(spec, training);
    List<@Nullable String> seen = new ArrayList<>();
    training.forEach(row -> seen.add(or(category(spec, row), stands)));
    if (spec.words().isPresent()) {
      return words(spec, spec.words().get(), stands, seen);
    }
    if (spec.hash().isPresent()) {
      int buckets = spec.hash().get();
      return row ->
          ends(spec, or(category(spec, row), stands), buckets, text -> hash(text, buckets));
    }
    Vocabulary vocabulary = spec.vocabulary().orElseThrow();
    List<String> places = frequent(count(seen), vocabulary.minCount(), vocabulary.top());
    int width = places.size() + vocabulary.oovBuckets();
    return row ->
        ends(
            spec,
            or(category(spec, row), stands),
            width,
            text -> place(text, places, vocabulary.oovBuckets()));
  }

  private interface Placed {
    @Nullable Double of(String text);
  }

  private static List<@Nullable Double> ends(
      FeatureSpec spec, @Nullable String text, int width, Placed placed) {
    Double place = text == null ? null : placed.of(text);
    if (spec.oneHot()) {
      return FeatureByHand.oneHot(place, 0, width - 1);
    }
    List<@Nullable Double> one = new ArrayList<>();
    one.add(place);
    return one;
  }

  private static @Nullable Double place(String text, List<String> places, int others) {
    int place = places.indexOf(text);
    if (place >= 0) {
      return (double) place;
    }
    return others == 0 ? null : (Double) (places.size() + (others == 1 ? 0 : hash(text, others)));
  }

  private static @Nullable String or(@Nullable String text, @Nullable String stands) {
    return text == null ? stands : text;
  }

  private static @Nullable String stands(FeatureSpec spec, List<RawRow> training) {
    if (spec.impute().isEmpty()) {
      return null;
    }
    if (spec.impute().get() instanceof Impute.Text(String value)) {
      return value;
    }
    List<@Nullable String> seen = new ArrayList<>();
    training.forEach(row -> seen.add(category(spec, row)));
    return frequent(count(seen), 1, 1).getFirst();
  }

  private static Map<String, Integer> count(List<@Nullable String> texts) {
    Map<String, Integer> counts = new HashMap<>();
    for (String text : texts) {
      if (text != null) {
        counts.merge(text, 1, Integer::sum);
      }
    }
    return counts;
  }

  private static List<String> frequent(Map<String, Integer> counts, int least, int most) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= least)
        .sorted(
            Comparator.<Map.Entry<String, Integer>>comparingInt(entry -> -entry.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<List<String>> grams(String text, Words words) {
    List<String> each = Arrays.stream(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
    List<List<String>> grams = new ArrayList<>();
    for (int length = words.ngrams().getFirst(); length <= words.ngrams().getLast(); length++) {
      for (int from = 0; from + length <= each.size(); from++) {
        grams.add(each.subList(from, from + length));
      }
    }
    return grams;
  }

  private static FeatureByHand.Outputs words(
      FeatureSpec spec, Words words, @Nullable String stands, List<@Nullable String> seen) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Integer> texts = new HashMap<>();
    int all = 0;
    for (String text : seen) {
      if (text != null) {
        all++;
        List<String> grams = grams(text, words).stream().map(g -> String.join(" ", g)).toList();
        grams.forEach(gram -> counts.merge(gram, 1, Integer::sum));
        new HashSet<>(grams).forEach(gram -> texts.merge(gram, 1, Integer::sum));
      }
    }
    List<String> kept =
        frequent(counts, words.minCount(), words.top()).stream()
            .sorted(Comparator.comparingInt(gram -> gram.split(" ", -1).length))
            .toList();
    int total = all;
    return row -> {
      String text = or(category(spec, row), stands);
      if (text == null) {
        return FeatureByHand.missing(kept.size());
      }
      List<String> grams = grams(text, words).stream().map(g -> String.join(" ", g)).toList();
      List<@Nullable Double> outputs = new ArrayList<>();
      for (String gram : kept) {
        long times = grams.stream().filter(gram::equals).count();
        double rare = Math.log((1.0 + total) / (1 + texts.getOrDefault(gram, 0))) + 1;
        outputs.add(
            words.weight() == Weight.COUNT
                ? (double) times
                : words.weight() == Weight.PRESENCE ? Math.min(1.0, (double) times) : times * rare);
      }
      return outputs;
    };
  }

  private static double hash(String text, int buckets) {
    return murmur(text.getBytes(StandardCharsets.UTF_8)) % buckets;
  }

  /** MurmurHash3_x86_32 with seed 0, as A. Appleby's public-domain reference describes it. */
  static long murmur(byte[] bytes) {
    ByteBuffer input = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int h = 0;
    while (input.remaining() >= 4) {
      h = Integer.rotateLeft(h ^ scrambled(input.getInt()), 13) * 5 + 0xe6546b64;
    }
    int rest = 0;
    for (int shift = 0; input.hasRemaining(); shift += 8) {
      rest |= (input.get() & 0xff) << shift;
    }
    h ^= scrambled(rest) ^ bytes.length;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return Integer.toUnsignedLong(h ^ (h >>> 16));
  }

  private static int scrambled(int k) {
    return Integer.rotateLeft(k * 0xcc9e2d51, 15) * 0x1b873593;
  }
}
