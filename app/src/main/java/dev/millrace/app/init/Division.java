package dev.millrace.app.init;

import dev.millrace.core.api.InitReport.Guess;

/**
 * How rows are divided into those to learn from and those to judge by.
 *
 * @param split as YAML
 * @param third whether there is a split to stop training by and another to judge by
 */
record Division(String split, boolean third, Guess guess) {}
