package dev.millrace.evaluation.metric;

/**
 * Rows of neighbouring scores, with what was predicted for them and what happened. Weighted means;
 * NaN where all weights are 0.
 */
public record CalibrationBin(
    double lowestScore,
    double highestScore,
    long exampleCount,
    double meanPrediction,
    double meanLabel) {}
