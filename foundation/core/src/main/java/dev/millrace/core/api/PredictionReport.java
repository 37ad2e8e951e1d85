package dev.millrace.core.api;

import java.time.Duration;

public record PredictionReport(
    String model, int version, long rows, String output, Duration took) {}
