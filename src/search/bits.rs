//! Numbers in as few bits as they need, as letters.

const LETTERS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/// Bits, written six a letter. gzip brings them back to six bits a letter, so that nothing is lost to the script's text.
#[derive(Default)]
pub(super) struct Bits {
    letters: String,
    pending: usize,
    count: u32,
}

impl Bits {
    fn bit(&mut self, bit: usize) {
        self.pending = self.pending << 1 | (bit & 1);
        self.count += 1;
        if self.count == 6 {
            self.letters.push(char::from(LETTERS[self.pending & 63]));
            (self.pending, self.count) = (0, 0);
        }
    }

    /// So many of a number's lowest bits.
    pub fn bits(&mut self, number: usize, count: u32) {
        for place in (0..count).rev() {
            self.bit(number >> place);
        }
    }

    /// A number from 1 in Elias' gamma code: most stems stand on one page or two.
    pub fn gamma(&mut self, number: usize) {
        let width = number.max(1).ilog2();
        self.bits(0, width);
        self.bits(number, width + 1);
    }

    /// A number from 0 in Rice's code: the high part in ones, the low part as it is.
    pub fn rice(&mut self, number: usize, width: u32) {
        for _ in 0..number >> width {
            self.bit(1);
        }
        self.bit(0);
        self.bits(number, width);
    }

    pub fn finish(mut self) -> String {
        while self.count > 0 {
            self.bit(0);
        }
        self.letters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_bits() {
        let written = |write: fn(&mut Bits)| {
            let mut bits = Bits::default();
            write(&mut bits);
            bits.finish()
        };
        // 1, 010, 00100; 110 01.
        assert_eq!(written(|bits| [1, 2, 4].into_iter().for_each(|number| bits.gamma(number))), "eW");
        assert_eq!(written(|bits| bits.rice(9, 2)), "o");
    }
}
