package dev.millrace.data.transform;

import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;

/**
 * Adds the nodes that read a part off a calendar: whole-number arithmetic that is right for every
 * 64-bit number of microseconds, before 1970 too. Days become dates as in H. Hinnant's
 * "chrono-compatible low-level date algorithms" (civil_from_days): years are counted from March, so
 * that a leap day is the last of its year, in eras of 400 years, which all have equally many days.
 */
final class CalendarGraph {

  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
  private static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
  private static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;
  private static final long DAYS_PER_ERA = 146_097;

  /** From 0000-03-01 to 1970-01-01. */
  private static final long DAYS_TO_EPOCH = 719_468;

  /** 1970-01-01 was a Thursday. */
  private static final long DAYS_FROM_MONDAY_TO_EPOCH = 3;

  private final Operators graph;

  CalendarGraph(Operators graph) {
    this.graph = graph;
  }

  /**
   * @param micros INT64 microseconds since the epoch
   * @return INT64
   */
  Value part(DatePart part, Value micros) {
    return switch (part) {
      case HOUR -> ofDay(micros, MICROS_PER_HOUR);
      case MINUTE_OF_DAY -> ofDay(micros, MICROS_PER_MINUTE);
      case MINUTE -> mod(ofDay(micros, MICROS_PER_MINUTE), 60);
      case SECOND -> mod(ofDay(micros, MICROS_PER_SECOND), 60);
      case WEEKDAY -> plus(sinceMonday(days(micros)), 1);
      case DAY -> date(days(micros)).day();
      case MONTH -> date(days(micros)).month();
      case QUARTER -> plus(over(plus(date(days(micros)).month(), -1), 3), 1);
      case YEAR -> date(days(micros)).year();
      case DAY_OF_YEAR -> dayOfYear(days(micros));
      case WEEK -> {
        Value days = days(micros);
        Value thursday = plus(graph.sub(days, sinceMonday(days)), 3);
        yield plus(over(plus(dayOfYear(thursday), -1), 7), 1);
      }
    };
  }

  private record Date(Value year, Value month, Value day, Value sinceMarch) {}

  private Value ofDay(Value micros, long unit) {
    return over(mod(micros, MICROS_PER_DAY), unit);
  }

  /** Rounds down, without a difference that the least number has no room for. */
  private Value days(Value micros) {
    Value before = plus(over(plus(micros, 1), MICROS_PER_DAY), -1);
    return graph.where(
        graph.less(micros, graph.constant(0L)), before, over(micros, MICROS_PER_DAY));
  }

  private Value sinceMonday(Value days) {
    return mod(plus(days, DAYS_FROM_MONDAY_TO_EPOCH), 7);
  }

  private Date date(Value days) {
    Value shifted = plus(days, DAYS_TO_EPOCH);
    Value era = graph.floorDiv(shifted, DAYS_PER_ERA);
    Value dayOfEra = mod(shifted, DAYS_PER_ERA);
    Value leapDays =
        graph.sub(graph.add(over(dayOfEra, 1460), over(dayOfEra, 146_096)), over(dayOfEra, 36_524));
    Value yearOfEra = over(graph.sub(dayOfEra, leapDays), 365);
    Value daysOfYears =
        graph.sub(graph.add(times(yearOfEra, 365), over(yearOfEra, 4)), over(yearOfEra, 100));
    Value sinceMarch = graph.sub(dayOfEra, daysOfYears);
    Value months = over(plus(times(sinceMarch, 5), 2), 153);
    Value day = plus(graph.sub(sinceMarch, over(plus(times(months, 153), 2), 5)), 1);
    Value thisYear = graph.less(months, graph.constant(10L));
    Value month = graph.where(thisYear, plus(months, 3), plus(months, -9));
    Value fromMarch = graph.add(yearOfEra, times(era, 400));
    Value year = graph.where(thisYear, fromMarch, plus(fromMarch, 1));
    return new Date(year, month, day, sinceMarch);
  }

  /** January and February, the last 59 or 60 days from March on, come first. */
  private Value dayOfYear(Value days) {
    Date date = date(days);
    Value leap =
        graph.and(
            divides(date.year(), 4),
            graph.or(graph.not(divides(date.year(), 100)), divides(date.year(), 400)));
    Value fromMarch = graph.where(leap, plus(date.sinceMarch(), 61), plus(date.sinceMarch(), 60));
    return graph.where(
        graph.less(date.sinceMarch(), graph.constant(306L)),
        fromMarch,
        plus(date.sinceMarch(), -305));
  }

  private Value divides(Value value, long by) {
    return graph.equal(mod(value, by), graph.constant(0L));
  }

  private Value plus(Value value, long summand) {
    return graph.add(value, graph.constant(summand));
  }

  private Value times(Value value, long factor) {
    return graph.mul(value, graph.constant(factor));
  }

  private Value over(Value value, long by) {
    return graph.div(value, graph.constant(by));
  }

  private Value mod(Value value, long by) {
    return graph.mod(value, graph.constant(by));
  }
}
