/**
 * A model's card, to read before it is used. Start at {@link
 * dev.millrace.evaluation.card.MakeCard}, the component; {@link
 * dev.millrace.evaluation.card.CardMaker} makes the content from what was found, and {@link
 * dev.millrace.evaluation.card.CardPage} the page of it. Knows no registry: where a model comes
 * from it asks {@link dev.millrace.core.port.Origins}.
 */
@NullMarked
package dev.millrace.evaluation.card;

import org.jspecify.annotations.NullMarked;
