"""The ONNX graph of a BERT encoder, built from its weights, in float32 or with eight-bit weights.

Writing the graph down instead of tracing it with PyTorch keeps the pipeline small and its output the same everywhere.
Eight bits: a dense layer's weights have one scale per 64 inputs of an output (MatMulNBits of the ONNX Runtime), the word
vectors one scale each. Only weights are rounded. Rounding activations too, one scale per tensor, is what
onnxruntime's dynamic quantisation does; on 771 passages it named the same nearest control as float32 for 87 %, this for
96 %, at the same speed in WebAssembly, and there a text's vectors change with the texts of its batch.
Input: input_ids, attention_mask, token_type_ids, each int64 [batch, sequence].
Output: last_hidden_state, float32 [batch, sequence, hidden]. Pooling is left to the caller.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 20  # first with Gelu as one operator
BLOCK = 64  # weights that share a scale
MASKED = np.float32(-1e4)  # far below every attention score, so a masked position gets weight 0


class GraphBuilder:
    """Collects nodes and constants; every method returns the name of what it made."""

    def __init__(self, weights: dict[str, np.ndarray], eight_bits: bool):
        self.weights = weights
        self.eight_bits = eight_bits
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def weight(self, name: str, transpose: bool = False) -> str:
        values = self.weights[name]
        return self.constant(name, values.T if transpose else values)

    def node(self, kind: str, inputs: list[str], name: str, **attributes) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def dense(self, source: str, name: str) -> str:
        if self.eight_bits:
            product = self.dense_of_eight_bits(source, name)
        else:
            product = self.node("MatMul", [source, self.weight(f"{name}.weight", transpose=True)], f"{name}/product")
        return self.node("Add", [product, self.weight(f"{name}.bias")], f"{name}/sum")

    def dense_of_eight_bits(self, source: str, name: str) -> str:
        weights = self.weights[f"{name}.weight"]
        outputs, inputs = weights.shape
        rounded, scales = rounded_to_eight_bits(weights.reshape(outputs, inputs // BLOCK, BLOCK))
        stored = self.constant(f"{name}.weight/eight-bits", (rounded.astype(np.int16) + 128).astype(np.uint8))
        arguments = [source, stored, self.constant(f"{name}.weight/scales", scales.reshape(-1))]
        # accuracy_level 1 keeps activations in float32; at 4, processors with int8 instructions round them too, and browsers do not.
        size = {"K": inputs, "N": outputs, "bits": 8, "block_size": BLOCK, "accuracy_level": 1}
        return self.node("MatMulNBits", arguments, f"{name}/product", domain="com.microsoft", **size)

    def look_up(self, name: str, ids: str) -> str:
        if not self.eight_bits:
            return self.node("Gather", [self.weight(f"{name}.weight"), ids], f"{name}/rows")
        rounded, scales = rounded_to_eight_bits(self.weights[f"{name}.weight"])
        rows = self.node("Gather", [self.constant(f"{name}.weight/eight-bits", rounded), ids], f"{name}/rounded")
        rows = self.node("Cast", [rows], f"{name}/float", to=TensorProto.FLOAT)
        scale = self.node("Gather", [self.constant(f"{name}.weight/scales", scales), ids], f"{name}/scale")
        return self.node("Mul", [rows, scale], f"{name}/rows")

    def layer_norm(self, source: str, name: str, epsilon: float) -> str:
        inputs = [source, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")]
        return self.node("LayerNormalization", inputs, f"{name}/normal", axis=-1, epsilon=epsilon)


def rounded_to_eight_bits(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers from -127 to 127 and the scale of each last axis, so that numbers * scale is nearly the values."""
    scales = np.abs(values).max(axis=-1, keepdims=True) / np.float32(127)
    rounded = np.divide(values, scales, out=np.zeros_like(values), where=scales > 0)
    return np.rint(rounded).astype(np.int8), scales


def embeddings(graph: GraphBuilder, epsilon: float) -> str:
    words = graph.look_up("embeddings.word_embeddings", "input_ids")
    kinds = graph.look_up("embeddings.token_type_embeddings", "token_type_ids")
    positions = graph.weight("embeddings.position_embeddings.weight")
    shape = graph.node("Shape", ["input_ids"], "embeddings/shape")
    one = graph.constant("one", np.array([1], np.int64))
    two = graph.constant("two", np.array([2], np.int64))
    zero = graph.constant("zero", np.array([0], np.int64))
    length = graph.node("Slice", [shape, one, two], "embeddings/length")
    places = graph.node("Slice", [positions, zero, length, zero], "embeddings/places")
    total = graph.node("Add", [words, kinds], "embeddings/words-kinds")
    total = graph.node("Add", [total, places], "embeddings/total")
    return graph.layer_norm(total, "embeddings.LayerNorm", epsilon)


def attention_mask(graph: GraphBuilder) -> str:
    axes = graph.constant("mask-axes", np.array([1, 2], np.int64))
    mask = graph.node("Unsqueeze", ["attention_mask", axes], "mask/wide")
    mask = graph.node("Cast", [mask], "mask/float", to=TensorProto.FLOAT)
    hidden = graph.node("Sub", [graph.constant("mask-one", np.array(1, np.float32)), mask], "mask/hidden")
    return graph.node("Mul", [hidden, graph.constant("masked", np.array(MASKED))], "mask/penalty")


def heads_of(graph: GraphBuilder, source: str, name: str, shape: str, order: list[int]) -> str:
    split = graph.node("Reshape", [source, shape], f"{name}/split")
    return graph.node("Transpose", [split], f"{name}/heads", perm=order)


def encoder_layer(graph: GraphBuilder, source: str, mask: str, config: dict, number: int) -> str:
    layer = f"encoder.layer.{number}"
    size = config["hidden_size"] // config["num_attention_heads"]
    split = graph.constant(f"{layer}/split-shape", np.array([0, 0, config["num_attention_heads"], size], np.int64))
    joined = graph.constant(f"{layer}/joined-shape", np.array([0, 0, config["hidden_size"]], np.int64))
    own = f"{layer}.attention.self"
    query = heads_of(graph, graph.dense(source, f"{own}.query"), f"{own}.query", split, [0, 2, 1, 3])
    key = heads_of(graph, graph.dense(source, f"{own}.key"), f"{own}.key", split, [0, 2, 3, 1])
    value = heads_of(graph, graph.dense(source, f"{own}.value"), f"{own}.value", split, [0, 2, 1, 3])
    scores = graph.node("MatMul", [query, key], f"{own}/scores")
    scale = graph.constant(f"{own}/scale-by", np.array(size**-0.5, np.float32))
    scores = graph.node("Mul", [scores, scale], f"{own}/scaled")
    scores = graph.node("Add", [scores, mask], f"{own}/masked")
    shares = graph.node("Softmax", [scores], f"{own}/shares", axis=-1)
    context = graph.node("MatMul", [shares, value], f"{own}/context")
    context = graph.node("Transpose", [context], f"{own}/context-order", perm=[0, 2, 1, 3])
    context = graph.node("Reshape", [context, joined], f"{own}/joined")
    attended = graph.dense(context, f"{layer}.attention.output.dense")
    attended = graph.node("Add", [attended, source], f"{layer}/attended")
    attended = graph.layer_norm(attended, f"{layer}.attention.output.LayerNorm", config["layer_norm_eps"])
    wide = graph.node("Gelu", [graph.dense(attended, f"{layer}.intermediate.dense")], f"{layer}/gelu")
    narrow = graph.dense(wide, f"{layer}.output.dense")
    narrow = graph.node("Add", [narrow, attended], f"{layer}/narrow")
    last = number == config["num_hidden_layers"] - 1
    result = graph.layer_norm(narrow, f"{layer}.output.LayerNorm", config["layer_norm_eps"])
    return graph.node("Identity", [result], "last_hidden_state") if last else result


def bert_graph(weights: dict[str, np.ndarray], config: dict, eight_bits: bool) -> onnx.ModelProto:
    """The checked ONNX model of a BERT encoder with absolute positions and exact GELU (arXiv 1810.04805)."""
    if config["hidden_act"] != "gelu" or config["model_type"] != "bert":
        raise ValueError("only BERT with exact GELU is written down here")
    graph = GraphBuilder(weights, eight_bits)
    state = embeddings(graph, config["layer_norm_eps"])
    mask = attention_mask(graph)
    for number in range(config["num_hidden_layers"]):
        state = encoder_layer(graph, state, mask, config, number)
    axes = ["batch", "sequence"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, axes)
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    output = helper.make_tensor_value_info(state, TensorProto.FLOAT, [*axes, config["hidden_size"]])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "bert", inputs, [output], graph.constants),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)],
        producer_name="exhibit",
        ir_version=9,
    )
    onnx.checker.check_model(model, full_check=True)
    return model
