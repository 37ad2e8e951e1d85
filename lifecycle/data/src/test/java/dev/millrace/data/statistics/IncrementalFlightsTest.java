package dev.millrace.data.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.component.Value;
import dev.millrace.core.port.PartialCache;
import dev.millrace.core.value.Fraction;
import dev.millrace.core.value.Json;
import dev.millrace.core.value.Spans;
import dev.millrace.data.TestTask;
import dev.millrace.data.examples.Splits;
import dev.millrace.data.ingest.Ingest;
import dev.millrace.data.ingest.SpanLength;
import dev.millrace.data.ingest.Split;
import dev.millrace.data.rows.RowAllowance;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The statistics step over the last four weeks of real flights, and again a week later. The step
 * counts by shards, and ingest writes one a week.
 */
class IncrementalFlightsTest {

  private static final Path DATA =
      Path.of("../../examples/flights/data").toAbsolutePath().normalize();
  private static final String FOUR_WEEKS = "2001-02-26T00:00:00Z";
  private static final String A_WEEK_LATER = "2001-03-05T00:00:00Z";

  @TempDir Path folder;

  private final MemoryCache cache = new MemoryCache();

  /** Reads what the example's pipeline reads. */
  private Examples flights(Split split, String asOf) throws Exception {
    return new Ingest()
        .run(
            new Ingest.Inputs(
                Value.of(DATA + "/{span:yyyy-MM-dd}.parquet"),
                Value.of(Optional.empty()),
                Value.of(Optional.of(SpanLength.parse("7d"))),
                Value.of(Optional.empty()),
                Value.of(Spans.parse("last 4")),
                Value.of(Optional.of("SELECT * EXCLUDE (delay), delay > 15 AS late FROM source")),
                Value.of(split),
                Value.of(ZoneId.of("UTC")),
                Value.of(Optional.empty()),
                Value.of(Map.of()),
                Value.of(new RowAllowance("0"))),
            TestTask.in(folder).asOf(asOf))
        .examples();
  }

  private record Counted(String json, List<String> log) {}

  private Counted count(Examples examples, PartialCache known) throws Exception {
    TestTask task = TestTask.in(folder).cache(known);
    var inputs =
        new ComputeStatistics.Inputs(
            examples,
            Value.of("late"),
            Value.of("distance"),
            Value.of(true),
            Value.of(List.of()),
            Value.of(Map.of()));
    StatisticsFile file =
        StatisticsFile.read(new ComputeStatistics().run(inputs, task).statistics());
    return new Counted(Json.mapper().writeValueAsString(file), task.lines());
  }

  /**
   * Split as the example is: the latest two weeks are for judging. The week that passes from these
   * to the others a week later is known by its content.
   */
  @Test
  void run_aWeekLater_countsTheNewWeekAloneAndTellsTheSameAsAll() throws Exception {
    Split bySpan = new Split.Span(2);
    Examples before = flights(bySpan, FOUR_WEEKS);
    Counted first = count(before, cache);
    int kept = cache.kept.size();

    Examples later = flights(bySpan, A_WEEK_LATER);
    Counted counted = count(later, cache);

    assertThat(shards(before)).isEqualTo("2 + 2");
    assertThat(shards(later)).isEqualTo("2 + 2");
    assertThat(first.log())
        .containsExactly(
            "train: counted 2 new shards, none known", "eval: counted 2 new shards, none known");
    assertThat(counted.log())
        .containsExactly(
            "train: counted 0 new shards, 2 known", "eval: counted 1 new shard, 1 known");
    assertThat(cache.hits).isEqualTo(3);
    assertThat(cache.kept).hasSize(kept + 1);
    assertThat(counted.json()).isEqualTo(count(later, PartialCache.none()).json());
    assertThat(counted.json()).isNotEqualTo(first.json());
  }

  @Test
  void run_aWeekLaterSplitByHash_countsTheNewWeekInEachSplit() throws Exception {
    Split byHash = new Split.Hash(List.of("origin"), new Fraction(0.2));
    count(flights(byHash, FOUR_WEEKS), cache);

    Counted counted = count(flights(byHash, A_WEEK_LATER), cache);

    assertThat(counted.log())
        .containsExactly(
            "train: counted 1 new shard, 3 known", "eval: counted 1 new shard, 3 known");
  }

  /** The border moves, so that the week it cut before and the one it cuts now are counted too. */
  @Test
  void run_aWeekLaterSplitByTime_countsTheNewWeekAndThoseTheSplitCuts() throws Exception {
    Split byTime = new Split.Time("date", new Fraction(0.3));
    Examples before = flights(byTime, FOUR_WEEKS);
    count(before, cache);
    assertThat(shards(before)).isEqualTo("3 + 2");

    Examples later = flights(byTime, A_WEEK_LATER);
    Counted counted = count(later, cache);

    assertThat(shards(later)).isEqualTo("3 + 2");
    assertThat(counted.log())
        .containsExactly(
            "train: counted 2 new shards, 1 known", "eval: counted 2 new shards, none known");
  }

  private static String shards(Examples examples) {
    return Splits.shards(examples, "train").size() + " + " + Splits.shards(examples, "eval").size();
  }
}
