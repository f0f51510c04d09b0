"""How well the encoder, or another encoding, agrees with what people have marked: `pecia score`."""
