package dev.millrace.core.yaml;

import dev.millrace.core.value.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes a pipeline file in some places: its bytes, characters, tokens, lines, keys and values.
 */
final class Mutations {

  private static final List<String> TOKENS =
      Stream.of(
              "{ } [ ] : , - # & * ! | > ' \" % @ ` ? ~ null true 0 -1 1.5 1e400 .inf 0x1F P7D \\",
              "${ $${ ${params. ${steps.train.model} ${params.trees} ${item} ${index} ${run.state}",
              "${one_of(steps.big.model,steps.mid.model)} ${inputs.examples} ${1+1} ${'a'} ${} }}",
              "steps. params. item. .properties. one_of( == && in has( .map(x,x) size( // '''",
              "uses: with: name: pipeline: when: else_of: for_each: retry: pool: on_exit: outputs:",
              "kind: --- ... <<:*a &a *a !x !!binary PT1S 512MiB latest champion",
              "\u00e9 \ud83d\ude80 \ud800 \u2028 \0 \\u0000 \ufeff \u0085 \u202e",
              "99999999999999999999999999 -9223372036854775809 1e308 0.1e-400 0o777")
          .flatMap(line -> Stream.of(line.split(" ")))
          .toList();

  private static final List<String> KEYS =
      List.of(
          "name",
          "params",
          "inputs",
          "pools",
          "steps",
          "on_exit",
          "outputs",
          "triggers",
          "uses",
          "pipeline",
          "with",
          "after",
          "when",
          "else_of",
          "for_each",
          "parallelism",
          "retry",
          "timeout",
          "optional",
          "cache",
          "pool",
          "resources",
          "env",
          "secrets",
          "type",
          "default",
          "min",
          "max",
          "one_of",
          "many",
          "spans",
          "import",
          "",
          "a b",
          "\0",
          "x.y");

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1e308",
          "123456789012345678901234567890",
          "\"\"",
          "\"x\"",
          "\"${params.rows}\"",
          "\"${steps.each.model}\"",
          "\"${item.name}\"",
          "\"${steps.count.rows > 1}\"",
          "\"${run.failed}\"",
          "\"$${\"",
          "\"${\"",
          "[]",
          "{}",
          "[[[[]]]]",
          "[\"a\", 1]",
          "{\"spans\": \"all\"}",
          "{\"import\": \"x\"}",
          "\"latest\"",
          "{\"uses\": \"fit\"}",
          "{\"pipeline\": \".\"}",
          "\"nested\"",
          "\"../..\"",
          "\"P7D\"",
          "\"last 8\"",
          "\"\\u0000\"",
          "\"\ud83d\ude80\"");

  private final Random random;
  private final String yaml;
  private final JsonNode tree;

  /**
   * @param yaml a file without problems
   */
  Mutations(Random random, String yaml) {
    this.random = random;
    this.yaml = yaml;
    this.tree = YamlReader.read(yaml, new Lint("f")).orElseThrow();
  }

  /** The file with a few things changed. */
  byte[] next() {
    String mutant = random.nextInt(3) == 0 ? changedTree() : yaml;
    int changes = mutant.equals(yaml) ? few() : few() - 1;
    for (int i = 0; i < changes; i++) {
      mutant = random.nextBoolean() ? lines(mutant) : text(mutant);
    }
    byte[] bytes = mutant.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(20) == 0 ? 1 + random.nextInt(4) : 0; i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private String text(String text) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + random.nextInt(8));
    String token = pick(TOKENS);
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, from) + text.substring(to) + " ";
      case 1 -> text.substring(0, from) + token + text.substring(from);
      case 2 -> text.substring(0, from) + token + text.substring(to);
      case 3 ->
          text.substring(0, from) + token.repeat(1 + random.nextInt(200)) + text.substring(to);
      case 4 -> text.substring(0, from) + text.substring(from, to).repeat(2) + text.substring(to);
      default -> text.substring(0, from) + " " + token + " " + text.substring(to);
    };
  }

  private String lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    int a = random.nextInt(lines.size());
    int b = random.nextInt(lines.size());
    switch (random.nextInt(6)) {
      case 0 -> lines.remove(a);
      case 1 -> lines.add(a, lines.get(b));
      case 2 -> Collections.swap(lines, a, b);
      case 3 -> lines.set(a, "  " + lines.get(a));
      case 4 -> lines.set(a, lines.get(a).stripLeading());
      default -> lines.subList(Math.max(1, a), lines.size()).clear();
    }
    return String.join("\n", lines) + "\n";
  }

  /** Changes the document rather than its text: what comes out is still YAML. */
  private String changedTree() {
    JsonNode copy = tree.deepCopy();
    for (int i = few(); i > 0; i--) {
      change(copy);
    }
    return Json.pretty(copy).replace("\u007f", "\\u007f");
  }

  private void change(JsonNode document) {
    List<JsonNode> containers = new ArrayList<>();
    collect(document, containers);
    switch (containers.get(random.nextInt(containers.size()))) {
      case ObjectNode object -> change(object, containers);
      case ArrayNode array -> change(array);
      default -> {}
    }
  }

  private static void collect(JsonNode node, List<JsonNode> into) {
    if (node.isContainer()) {
      into.add(node);
      node.values().forEach(child -> collect(child, into));
    }
  }

  private void change(ObjectNode object, List<JsonNode> containers) {
    List<String> keys = List.copyOf(object.propertyNames());
    String key = keys.isEmpty() || random.nextInt(4) == 0 ? pick(KEYS) : pick(keys);
    switch (random.nextInt(5)) {
      case 0 -> object.remove(key);
      case 1 -> {
        JsonNode value = object.remove(key);
        object.set(pick(KEYS), value == null ? value() : value);
      }
      case 2 -> object.set(key, containers.get(random.nextInt(containers.size())).deepCopy());
      default -> object.set(key, value());
    }
  }

  private void change(ArrayNode array) {
    if (array.isEmpty() || random.nextBoolean()) {
      array.add(value());
    } else {
      array.set(random.nextInt(array.size()), value());
    }
  }

  private JsonNode value() {
    return Json.parse(pick(VALUES));
  }

  /** Most often one. */
  private int few() {
    return random.nextInt(3) == 0 ? 2 + random.nextInt(3) : 1;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
