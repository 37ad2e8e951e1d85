package dev.millrace.training.trainer;

import java.util.Optional;

/**
 * All that a trainer is given.
 *
 * @param training rows to learn from
 * @param validation rows that the model does not learn from, scored on the way
 * @param threads how many it may keep busy
 */
public record TrainingOrder(
    Objective objective,
    LabelledRows training,
    Optional<LabelledRows> validation,
    BoostingSettings settings,
    int threads) {}
