package dev.millrace.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {

  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/New_York",
          "Africa/Cairo", // midnight is left out
          "Australia/Lord_Howe", // by half an hour
          "Pacific/Apia", // 2011-12-30 did not happen
          "America/St_Johns"); // changes at 00:01 until 2011

  private static final List<String> CHANGES =
      List.of(
          "2026-03-29T01:00:00Z",
          "2026-10-25T01:00:00Z",
          "2026-03-08T07:00:00Z",
          "2026-11-01T06:00:00Z",
          "2025-04-24T22:00:00Z",
          "2025-10-30T21:00:00Z",
          "2026-04-04T15:00:00Z",
          "2026-10-03T15:30:00Z",
          "2011-12-30T10:00:00Z",
          "2010-03-14T03:31:00Z",
          "2010-11-07T02:31:00Z",
          "2024-02-28T23:00:00Z",
          "2025-12-31T23:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // The clocks go from 02:00 to 03:00: half past two is at the change, once.
    "30 2 * * *,        Europe/Berlin,    2026-03-28T02:00:00Z, 2026-03-29T01:00:00Z",
    "30 2 * * *,        Europe/Berlin,    2026-03-29T01:00:00Z, 2026-03-30T00:30:00Z",
    "*/15 * * * *,      Europe/Berlin,    2026-03-29T00:45:00Z, 2026-03-29T01:00:00Z",
    "*/15 * * * *,      Europe/Berlin,    2026-03-29T01:00:00Z, 2026-03-29T01:15:00Z",
    "30 2 * * *,        America/New_York, 2026-03-07T12:00:00Z, 2026-03-08T07:00:00Z",
    "0 0 * * *,         Africa/Cairo,     2025-04-24T12:00:00Z, 2025-04-24T22:00:00Z",
    // They go from 03:00 back to 02:00: what comes twice is the first time.
    "30 2 * * *,        Europe/Berlin,    2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
    "30 2 * * *,        Europe/Berlin,    2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
    "*/30 * * * *,      Europe/Berlin,    2026-10-25T00:30:00Z, 2026-10-25T02:00:00Z",
    "30 1 * * *,        America/New_York, 2026-10-31T12:00:00Z, 2026-11-01T05:30:00Z",
    // A day of its own length.
    "0 17 * * *,        America/New_York, 2026-03-07T22:00:00Z, 2026-03-08T21:00:00Z",
    "0 12 29 2 *,       UTC,              2024-02-29T12:00:00Z, 2028-02-29T12:00:00Z",
    "0 12 29 2 *,       UTC,              2096-02-29T12:00:00Z, 2104-02-29T12:00:00Z",
    "0 0 31 * *,        UTC,              2026-01-31T00:00:00Z, 2026-03-31T00:00:00Z",
    // Either day will do where both are given; a star leaves the choice to the other.
    "0 0 13 * FRI,      UTC,              2026-02-01T00:00:00Z, 2026-02-06T00:00:00Z",
    "0 0 13 * FRI,      UTC,              2026-02-06T00:00:00Z, 2026-02-13T00:00:00Z",
    "0 0 */2 * MON,     UTC,              2026-02-01T00:00:00Z, 2026-02-09T00:00:00Z",
    "0 6 * * 7,         UTC,              2026-01-01T00:00:00Z, 2026-01-04T06:00:00Z",
    "0 6 * * sat-sun,   UTC,              2026-01-03T06:00:00Z, 2026-01-04T06:00:00Z",
    "5-59/20 8 1 jan *, UTC,              2026-01-01T08:05:00Z, 2026-01-01T08:25:00Z",
    "0 0 29 2 */7,      UTC,              2004-02-29T00:00:00Z, 2032-02-29T00:00:00Z",
  })
  void next_isAsTheCalendarSays(String cron, ZoneId zone, Instant after, Instant next) {
    Cron parsed = Cron.parse(cron);
    assertThat(parsed.next(after, zone)).isEqualTo(next);
    assertThat(parsed.latest(next, zone)).isEqualTo(next);
    assertThat(parsed.latest(next.minusNanos(1), zone)).isBeforeOrEqualTo(after);
  }

  @Test
  void moments_ofRandomExpressionsAroundChanges_areThoseOfAWalkThroughTheMinutes() {
    long seed = Long.getLong("millrace.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 120; round++) {
      String cron = random(random);
      ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
      Instant change = Instant.parse(CHANGES.get(random.nextInt(CHANGES.size())));
      Instant start = change.minus(Duration.ofHours(30)).plusSeconds(random.nextInt(3600));
      Instant end = start.plus(Duration.ofHours(60));
      List<Instant> walked = MinuteWalker.moments(cron, zone, start, end);
      String what = "-Dmillrace.seed=%d: '%s' in %s from %s".formatted(seed, cron, zone, start);
      assertThat(forwards(cron, zone, start, end)).as(what).isEqualTo(walked);
      assertThat(backwards(cron, zone, start, end)).as(what).isEqualTo(walked.reversed());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          0 6 * *         | a cron expression has five fields, '0 6 * *' has 4
          ""              | a cron expression has five fields, '' has 0
          60 * * * *      | '60' is no minute of a cron expression: write 0 to 59
          x 24 * * *      | '24' is no hour
          * * 0 * *       | '0' is no day of month of a cron expression: write 1 to 31
          * * * MOND *    | 'MOND' is no month of a cron expression: write 1 to 12, or a name such as FEB
          * * * * 8       | '8' is no day of week of a cron expression: write 0 to 7, or a name such as MON
          30-10 * * * *   | a range goes upwards
          * * * * FRI-MON | a range goes upwards
          */0 * * * *     | a step is at least 1
          5/10 * * * *    | a step needs a range: 5-59/10
          1,,2 * * * *    | '' is no minute
          * * L * *       | 'L' is no day of month
          99999 * * * *   | '99999' is no minute
          0 0 30 2 *      | the day that '0 0 30 2 *' names never comes
          0 0 31 4,6 *    | never comes
          """)
  void parse_ofWhatIsNoExpression_saysWhatIsWrong(String cron, String message) {
    assertThatThrownBy(() -> Cron.parse(cron))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void parse_severalFieldsWrong_namesAll() {
    assertThatThrownBy(() -> Cron.parse("60 24 * * *"))
        .hasMessageContaining("minute")
        .hasMessageContaining("hour");
  }

  private static List<Instant> forwards(String cron, ZoneId zone, Instant start, Instant end) {
    Cron parsed = Cron.parse(cron);
    List<Instant> moments = new ArrayList<>();
    for (Instant next = parsed.next(start, zone);
        !next.isAfter(end);
        next = parsed.next(next, zone)) {
      moments.add(next);
    }
    return moments;
  }

  private static List<Instant> backwards(String cron, ZoneId zone, Instant start, Instant end) {
    Cron parsed = Cron.parse(cron);
    List<Instant> moments = new ArrayList<>();
    for (Instant last = parsed.latest(end, zone);
        last.isAfter(start);
        last = parsed.latest(last.minusNanos(1), zone)) {
      moments.add(last);
    }
    return moments;
  }

  private static String random(Random random) {
    return String.join(
        " ",
        random(random, 0, 59, 5),
        random(random, 0, 23, 3),
        random.nextInt(3) > 0 ? "*" : random(random, 1, 28, 3),
        random.nextInt(3) > 0 ? "*" : random(random, 1, 12, 2),
        random.nextInt(3) > 0 ? "*" : random(random, 0, 7, 2));
  }

  private static String random(Random random, int least, int most, int lists) {
    int low = least + random.nextInt(most - least + 1);
    int high = low + random.nextInt(most - low + 1);
    return switch (random.nextInt(6)) {
      case 0 -> "*";
      case 1 -> "*/" + (1 + random.nextInt(20));
      case 2 -> low + "-" + high;
      case 3 -> low + "-" + high + "/" + (1 + random.nextInt(9));
      case 4 -> String.valueOf(low);
      default -> {
        List<String> items = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(lists); i++) {
          items.add(String.valueOf(least + random.nextInt(most - least + 1)));
        }
        yield String.join(",", items);
      }
    };
  }

  @Test
  void walker_ofItsOwn_knowsAPlainDay() {
    Instant day = LocalDateTime.of(2026, 1, 5, 0, 0).toInstant(ZoneOffset.UTC);
    assertThat(
            MinuteWalker.moments("0 6 * * MON", ZoneOffset.UTC, day, day.plus(Duration.ofDays(8))))
        .containsExactly(
            day.plus(Duration.ofHours(6)), day.plus(Duration.ofDays(7)).plus(Duration.ofHours(6)));
  }
}
