package dev.millrace.data.transform;

import dev.millrace.model.onnx.Operators;
import dev.millrace.model.onnx.Value;

/** A part of a timestamp, read off its calendar. */
public enum DatePart {
  /** 0 to 23. */
  HOUR {
    @Override
    Value of(Operators operators, Value micros) {
      return operators.floorDiv(timeOfDay(operators, micros), MICROS_PER_HOUR);
    }
  },
  /** 0 to 1439. */
  MINUTE_OF_DAY {
    @Override
    Value of(Operators operators, Value micros) {
      return operators.floorDiv(timeOfDay(operators, micros), MICROS_PER_MINUTE);
    }
  },
  /** 1 for Monday to 7 for Sunday, as in ISO 8601. */
  WEEKDAY {
    @Override
    Value of(Operators operators, Value micros) {
      Value days = operators.floorDiv(micros, MICROS_PER_DAY);
      Value sinceMonday = operators.add(days, operators.constant(DAYS_FROM_MONDAY_TO_EPOCH));
      Value weekday = operators.mod(sinceMonday, operators.constant(DAYS_PER_WEEK));
      return operators.add(weekday, operators.constant(1L));
    }
  };

  private static final long MICROS_PER_MINUTE = 60_000_000L;
  private static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
  private static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;
  private static final long DAYS_PER_WEEK = 7;

  /** 1970-01-01 was a Thursday. */
  private static final long DAYS_FROM_MONDAY_TO_EPOCH = 3;

  /**
   * Adds the nodes that compute the part.
   *
   * @param micros INT64 microseconds since the epoch, also before it
   * @return INT64
   */
  abstract Value of(Operators operators, Value micros);

  private static Value timeOfDay(Operators operators, Value micros) {
    return operators.mod(micros, operators.constant(MICROS_PER_DAY));
  }
}
