package dev.millrace.training.xgboost;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/**
 * Reads UBJSON (draft 12, ubjson.org), JSON in binary, as far as XGBoost writes it: without sizes
 * of objects, without integers beyond 2^53, and without numbers of arbitrary precision. An array of
 * numbers of one type becomes one node with a {@code double[]}, which takes a small part of the
 * time that its text would.
 */
final class Ubjson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ByteBuffer bytes;

  private Ubjson(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException if there is something else
   * @throws java.nio.BufferUnderflowException if the bytes end too early
   */
  static JsonNode read(byte[] bytes) {
    return new Ubjson(ByteBuffer.wrap(bytes)).value();
  }

  /** The numbers of an array, whether it was of one type or not. */
  static double[] numbers(JsonNode array) {
    return array instanceof POJONode node && node.getPojo() instanceof double[] numbers
        ? numbers
        : array.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
  }

  private JsonNode value() {
    byte type = bytes.get();
    return switch (type) {
      case '{' -> object();
      case '[' -> array();
      case 'S' -> NODES.stringNode(text());
      case 'T' -> NODES.booleanNode(true);
      case 'F' -> NODES.booleanNode(false);
      case 'Z' -> NODES.nullNode();
      case 'd', 'D' -> NODES.numberNode(number(type));
      default -> NODES.numberNode((long) number(type));
    };
  }

  private double number(byte type) {
    return switch (type) {
      case 'i' -> bytes.get();
      case 'U' -> Byte.toUnsignedInt(bytes.get());
      case 'I' -> bytes.getShort();
      case 'l' -> bytes.getInt();
      case 'L' -> bytes.getLong();
      case 'd' -> bytes.getFloat();
      case 'D' -> bytes.getDouble();
      default ->
          throw new IllegalArgumentException(
              "byte %d before %d begins no value of UBJSON".formatted(type, bytes.position()));
    };
  }

  private ObjectNode object() {
    ObjectNode object = NODES.objectNode();
    while (!next('}')) {
      String key = text();
      object.set(key, value());
    }
    return object;
  }

  /** Of known size, where all values may be numbers of one type, or up to a closing bracket. */
  private JsonNode array() {
    if (next('$')) {
      return NODES.pojoNode(numbersOfOneType());
    }
    ArrayNode array = NODES.arrayNode();
    if (next('#')) {
      for (int left = size(); left > 0; left--) {
        array.add(value());
      }
    } else {
      while (!next(']')) {
        array.add(value());
      }
    }
    return array;
  }

  private double[] numbersOfOneType() {
    byte type = bytes.get();
    if (!next('#')) {
      throw new IllegalArgumentException(
          "the array before %d has no size".formatted(bytes.position()));
    }
    int size = size();
    return switch (type) {
      case 'l' -> {
        int[] read = new int[size];
        bytes.asIntBuffer().get(read);
        bytes.position(bytes.position() + size * Integer.BYTES);
        double[] numbers = new double[size];
        for (int at = 0; at < size; at++) {
          numbers[at] = read[at];
        }
        yield numbers;
      }
      case 'd' -> {
        float[] read = new float[size];
        bytes.asFloatBuffer().get(read);
        bytes.position(bytes.position() + size * Float.BYTES);
        double[] numbers = new double[size];
        for (int at = 0; at < size; at++) {
          numbers[at] = read[at];
        }
        yield numbers;
      }
      default -> {
        double[] numbers = new double[size];
        for (int at = 0; at < size; at++) {
          numbers[at] = number(type);
        }
        yield numbers;
      }
    };
  }

  private String text() {
    byte[] text = new byte[size()];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private int size() {
    return (int) number(bytes.get());
  }

  /** Whether this comes next; it is passed then. */
  private boolean next(char marker) {
    boolean found = bytes.get(bytes.position()) == marker;
    if (found) {
      bytes.get();
    }
    return found;
  }
}
