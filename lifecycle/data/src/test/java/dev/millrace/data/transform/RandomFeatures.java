package dev.millrace.data.transform;

import dev.millrace.core.value.Fraction;
import dev.millrace.data.transform.FeatureSpec.Clip;
import dev.millrace.data.transform.FeatureSpec.Scale;
import dev.millrace.data.transform.FeatureSpec.Vocabulary;
import dev.millrace.data.transform.FeatureSpec.Weight;
import dev.millrace.data.transform.FeatureSpec.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Declarations of every key in all combinations that go together, over {@link RawRow}s. */
final class RandomFeatures {

  private static final Clip[] CLIPS = {
    Clip.to(-1, 5.5),
    Clip.toQuantiles(0.1, 0.75),
    new Clip(Optional.of(0.5), Optional.empty(), Optional.empty(), Optional.empty()),
    new Clip(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(new Fraction(0.9)))
  };

  private static final Pattern COLUMN = Pattern.compile("\\b[xyib]\\b");

  private final Random random;
  private final Set<String> kinds = new TreeSet<>();

  RandomFeatures(Random random) {
    this.random = random;
  }

  /** A declaration, and what its expression means if it has one. */
  record Declared(FeatureSpec spec, @Nullable Formula formula) {

    /** True if another runtime's logarithm, one bit aside, could put a number into another box. */
    boolean rounds() {
      boolean cuts = !spec.buckets().isEmpty() || spec.quantileBuckets().isPresent();
      return formula != null || (cuts && (spec.log() || spec.power().isPresent()));
    }
  }

  /** The keys that came up so far. */
  Set<String> kinds() {
    return kinds;
  }

  Declared next() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> of(FeatureSpec.from(pick("x", "y", "i", "b")), null);
      case 2 -> {
        Formula formula = Formula.random(random, 3);
        while (!COLUMN.matcher(formula.text()).find()) {
          formula = Formula.random(random, 3);
        }
        yield of(FeatureSpec.expression(formula.text()), formula);
      }
      case 3 -> part();
      case 4 -> category(FeatureSpec.from(pick("s", "r", "s", "r", "i", "b")));
      // An integer and a boolean alone are numbers; with a vocabulary or a hash they are
      // categories.
      case 5 -> category(FeatureSpec.cross(pick("s", "i"), pick("r", "b")));
      default -> random.nextBoolean() ? words() : of(FeatureSpec.from(pick("x", "y")), null);
    };
  }

  private Declared of(FeatureSpec.Builder builder, @Nullable Formula formula) {
    numbers(builder);
    return made(builder, formula);
  }

  private Declared made(FeatureSpec.Builder builder, @Nullable Formula formula) {
    FeatureSpec spec = builder.build();
    note(spec);
    return new Declared(spec, formula);
  }

  private void numbers(FeatureSpec.Builder builder) {
    if (maybe()) {
      builder.impute(
          switch (random.nextInt(4)) {
            case 0 -> Impute.mean();
            case 1 -> Impute.median();
            case 2 -> Impute.mostFrequent();
            default -> Impute.number(-1.5);
          });
    }
    if (maybe()) {
      builder.indicator();
    }
    if (maybe()) {
      builder.clip(CLIPS[random.nextInt(CLIPS.length)]);
    }
    if (maybe()) {
      builder.log();
    }
    if (maybe()) {
      builder.power(new double[] {2, -1, 0.5, 3, 0}[random.nextInt(5)]);
    }
    cutOrScale(builder);
  }

  private void cutOrScale(FeatureSpec.Builder builder) {
    int which = random.nextInt(4);
    boolean per = which < 2 && maybe();
    if (which == 0) {
      builder.scale(any(List.of(Scale.values())));
    } else if (which == 1) {
      builder.quantileBuckets(2 + random.nextInt(9));
    } else if (which == 2) {
      builder.buckets(-2.0, 0.0, 0.1, 7.0);
    }
    if (per) {
      builder.per(pick("s", "i", "b"));
    } else if ((which == 1 || which == 2) && maybe()) {
      builder.oneHot();
    }
  }

  private Declared part() {
    DatePart part = any(List.of(DatePart.values()));
    FeatureSpec.Builder builder = FeatureSpec.from("t").part(part);
    boolean round = part != DatePart.YEAR;
    return switch (random.nextInt(3)) {
      case 0 -> made(round ? builder.cycle() : builder, null);
      case 1 -> made(round && part != DatePart.MINUTE_OF_DAY ? builder.oneHot() : builder, null);
      default -> of(builder, null);
    };
  }

  private Declared category(FeatureSpec.Builder builder) {
    imputeText(builder);
    if (maybe()) {
      builder.hash(1 + random.nextInt(40));
    } else {
      builder.vocabulary(
          new Vocabulary(1 + random.nextInt(20), 1 + random.nextInt(3), random.nextInt(4)));
    }
    if (maybe()) {
      builder.oneHot();
    }
    return made(builder, null);
  }

  private Declared words() {
    FeatureSpec.Builder builder = FeatureSpec.from(pick("s", "r"));
    if (maybe()) {
      builder.impute(Impute.text("ORD fog"));
    }
    if (maybe()) {
      builder.indicator();
    }
    int from = 1 + random.nextInt(2);
    builder.words(
        new Words(
            List.of(from, from + random.nextInt(2)),
            1 + random.nextInt(40),
            1,
            any(List.of(Weight.values()))));
    return made(builder, null);
  }

  private void imputeText(FeatureSpec.Builder builder) {
    if (maybe()) {
      builder.impute(random.nextBoolean() ? Impute.text("ORD fog") : Impute.mostFrequent());
    }
    if (maybe()) {
      builder.indicator();
    }
  }

  private void note(FeatureSpec spec) {
    spec.expression().ifPresent(_ -> kinds.add("expression"));
    spec.part().ifPresent(part -> kinds.add("part " + part));
    spec.impute().ifPresent(_ -> kinds.add("impute"));
    spec.clip().ifPresent(_ -> kinds.add("clip"));
    spec.power().ifPresent(_ -> kinds.add("power"));
    spec.scale().ifPresent(scale -> kinds.add("scale " + scale));
    spec.quantileBuckets().ifPresent(_ -> kinds.add("quantile_buckets"));
    spec.per().ifPresent(_ -> kinds.add("per"));
    spec.vocabulary().ifPresent(_ -> kinds.add("vocabulary"));
    spec.hash().ifPresent(_ -> kinds.add("hash"));
    spec.words().ifPresent(words -> kinds.add("words " + words.weight()));
    List<String> others = new ArrayList<>();
    others.add(spec.cross().isEmpty() ? "from" : "cross");
    others.add(spec.indicator() ? "indicator" : "from");
    others.add(spec.log() ? "log" : "from");
    others.add(spec.buckets().isEmpty() ? "from" : "buckets");
    others.add(spec.cycle() ? "cycle" : "from");
    others.add(spec.oneHot() ? "one_hot" : "from");
    kinds.addAll(others);
  }

  private boolean maybe() {
    return random.nextInt(3) == 0;
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String pick(String... of) {
    return any(List.of(of));
  }
}
