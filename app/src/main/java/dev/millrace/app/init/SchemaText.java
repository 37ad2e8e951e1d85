package dev.millrace.app.init;

import dev.millrace.core.value.Fraction;
import dev.millrace.data.profile.ColumnProfile;
import dev.millrace.data.profile.Look;
import dev.millrace.data.schema.DataSchema;
import dev.millrace.data.schema.FeatureSchema;
import dev.millrace.data.schema.SchemaInference;
import dev.millrace.data.statistics.DatasetStatistics;
import dev.millrace.data.statistics.StatisticsFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Writes {@code schema.yaml}: what was inferred, as rows are after {@code select}. */
final class SchemaText {

  private static final List<String> ENVIRONMENTS = List.of("training", "serving");

  /** One row without a value is no reason to refuse all; a tenth of them is. */
  private static final Fraction MOST_PRESENT = new Fraction(0.95);

  private SchemaText() {}

  static String of(Draft draft, Look.Counted counted, long looked) {
    SequencedMap<String, DatasetStatistics> sets = new LinkedHashMap<>();
    sets.put("rows", counted.statistics());
    SequencedMap<String, FeatureSchema> features = new LinkedHashMap<>();
    SchemaInference.infer(new StatisticsFile(sets))
        .features()
        .forEach(
            (column, feature) ->
                features.put(
                    column,
                    column.equals(draft.target().name())
                        ? label(draft.target(), feature)
                        : feature(draft, counted, column, feature)));
    String written =
        new DataSchema(features, Optional.empty(), new LinkedHashMap<>(), ENVIRONMENTS).toYaml();
    return head(counted, looked) + written;
  }

  private static String head(Look.Counted counted, long looked) {
    String of =
        counted.whole()
            ? "all rows there were"
            : "%s rows drawn at random; values may be missing where they are in any row"
                .formatted(TargetJudge.count(looked));
    return Yaml.comment(
        "",
        "What rows look like, inferred from "
            + of
            + ". Review it: it knows what happened, you know what is possible. Where no value was missing,"
            + " some may yet be.");
  }

  private static FeatureSchema label(Target target, FeatureSchema found) {
    boolean recoded = target.type() != found.type();
    return found.with(
        draft -> {
          draft.type = target.type();
          draft.nullable = false;
          draft.nan = false;
          draft.infinite = false;
          draft.label = true;
          draft.in = List.of("training");
          if (recoded || !target.conditions().isEmpty()) {
            draft.values = List.of();
            draft.unknownValues = Optional.empty();
          }
        });
  }

  private static FeatureSchema feature(
      Draft project, Look.Counted counted, String column, FeatureSchema found) {
    Optional<ColumnProfile> profile =
        project.profiles().stream().filter(each -> each.name().equals(column)).findFirst();
    boolean mended = profile.flatMap(ColumnProfile::mended).isPresent();
    return found.with(
        draft -> {
          boolean missing =
              draft.nullable
                  || mended
                  || counted.incomplete().contains(column)
                  || project.columns().isMarked(column);
          if (!missing) {
            draft.presence = Optional.of(MOST_PRESENT);
          }
          draft.nullable = true;
          if (mended) {
            draft.nan = false;
            draft.infinite = false;
          }
        });
  }
}
