/**
 * Linear models: least squares, Poisson, logistic and multinomial logistic regression. Start at
 * {@link dev.millrace.training.linear.LinearTrainer}. XGBoost looks for the weights; what makes
 * that easy, and what they mean of the features as they come, is here.
 */
@NullMarked
package dev.millrace.training.linear;

import org.jspecify.annotations.NullMarked;
