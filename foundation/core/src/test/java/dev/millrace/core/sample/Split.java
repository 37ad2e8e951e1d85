package dev.millrace.core.sample;

import dev.millrace.core.component.Default;
import dev.millrace.core.value.Fraction;
import java.util.Optional;

/** Which rows are for evaluation. */
public record Split(By by, Optional<String> column, @Default("0.2") Fraction eval) {}
