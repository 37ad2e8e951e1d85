package dev.millrace.cli;

import dev.millrace.core.run.RunState;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A run's state as it is written on the command line. */
final class StateName implements ITypeConverter<RunState> {

  @Override
  public RunState convert(String text) {
    return Stream.of(RunState.values())
        .filter(state -> name(state).equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is no state; there are "
                        + Stream.of(RunState.values())
                            .map(StateName::name)
                            .collect(Collectors.joining(", "))));
  }

  private static String name(RunState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
