package dev.millrace.core.sample;

import dev.millrace.core.component.Default;
import dev.millrace.core.value.Fraction;

/** A least change against the baseline. */
public record Change(double betterBy, @Default("95%") Fraction confidence) {}
