/**
 * The component that trains a model and makes its bundle. Start at {@link
 * dev.millrace.training.Train}. Trainers are packages of their own below, behind {@link
 * dev.millrace.training.trainer.Trainer}; nothing here knows one of them but {@link
 * dev.millrace.training.Trainers}.
 */
@NullMarked
package dev.millrace.training;

import org.jspecify.annotations.NullMarked;
