package dev.millrace.core.api;

import java.nio.file.Path;
import java.time.Duration;

public record PredictionReport(String model, int version, long rows, Path output, Duration took) {}
