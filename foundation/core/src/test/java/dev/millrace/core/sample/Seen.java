package dev.millrace.core.sample;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.artifact.Model;
import dev.millrace.core.component.Value;
import java.util.ArrayList;
import java.util.List;

/** What a step of a random pipeline can take its inputs from. */
final class Seen {

  final List<Model> models = new ArrayList<>();
  final List<Examples> examples = new ArrayList<>();
  final List<List<Model>> modelLists = new ArrayList<>();
  final List<Value<Integer>> integers = new ArrayList<>();
  final List<Value<Long>> counts = new ArrayList<>();
  final List<Value<Double>> numbers = new ArrayList<>();
  final List<Value<String>> texts = new ArrayList<>();
  final List<Value<Boolean>> flags = new ArrayList<>();
  final List<Value<List<String>>> textLists = new ArrayList<>();
  final List<Value<List<Double>>> numberLists = new ArrayList<>();

  Seen copy() {
    Seen copy = new Seen();
    copy.models.addAll(models);
    copy.examples.addAll(examples);
    copy.modelLists.addAll(modelLists);
    copy.integers.addAll(integers);
    copy.counts.addAll(counts);
    copy.numbers.addAll(numbers);
    copy.texts.addAll(texts);
    copy.flags.addAll(flags);
    copy.textLists.addAll(textLists);
    copy.numberLists.addAll(numberLists);
    return copy;
  }
}
