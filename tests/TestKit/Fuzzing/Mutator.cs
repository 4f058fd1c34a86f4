using System.Buffers.Binary;

namespace StreamingTracker.Backup.TestKit.Fuzzing;

/// <summary>Damages inputs, the same way for the same seed.</summary>
/// <param name="corpus">Valid inputs, and those that once failed.</param>
/// <param name="words">What has a meaning in the format: put in anywhere.</param>
internal sealed class Mutator(IReadOnlyList<byte[]> corpus, IReadOnlyList<byte[]> words)
{
    private const int MostDamages = 8;
    private const int LongestRun = 4_096;

    private static readonly byte[] InterestingBytes = [0x00, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'\\', (byte)'\n', (byte)'{', (byte)'['];

    /// <summary>One of the corpus, damaged a few times.</summary>
    public byte[] Make(int seed)
    {
        var random = new Random(seed);
        var input = new List<byte>(Pick(random, corpus));
        for (var damages = random.Next(1, random.Next(1, MostDamages + 1) + 1); damages > 0; damages--) Damage(input, random);
        return [.. input];
    }

    private void Damage(List<byte> input, Random random)
    {
        var at = random.Next(input.Count + 1);
        var (start, count) = Range(input, random);
        switch (random.Next(10))
        {
            case 0 when at < input.Count: input[at] ^= (byte)(1 << random.Next(8)); break;
            case 1 when at < input.Count: input[at] = (byte)random.Next(256); break;
            case 2 when at < input.Count: input[at] = InterestingBytes[random.Next(InterestingBytes.Length)]; break;
            case 3: input.RemoveRange(start, count); break;
            case 4: input.RemoveRange(at, input.Count - at); break;
            case 5: input.InsertRange(at, input.GetRange(start, count)); break;
            case 6: input.InsertRange(at, Pick(random, words)); break;
            case 7: Repeat(input, at, input.GetRange(start, Math.Min(count, 8)), random); break;
            case 8: OverwriteNumber(input, at, random); break;
            default:
                var other = Pick(random, corpus);
                var from = random.Next(other.Length + 1);
                input.RemoveRange(at, input.Count - at);
                input.AddRange(other[from..]);
                break;
        }
    }

    private static void Repeat(List<byte> input, int at, List<byte> part, Random random)
    {
        if (part.Count == 0) return;
        var times = 1 << random.Next(1, 12);
        var run = Enumerable.Repeat(part, Math.Min(times, LongestRun / part.Count)).SelectMany(bytes => bytes).ToArray();
        input.InsertRange(at, run);
    }

    private static void OverwriteNumber(List<byte> input, int at, Random random)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, random.Next(4) switch { 0 => -1, 1 => int.MaxValue, 2 => int.MinValue, _ => 1 << random.Next(31) });
        for (var i = 0; i < number.Length && at + i < input.Count; i++) input[at + i] = number[i];
    }

    private static (int Start, int Count) Range(List<byte> input, Random random)
    {
        var start = random.Next(input.Count + 1);
        return (start, random.Next(input.Count - start + 1));
    }

    private static byte[] Pick(Random random, IReadOnlyList<byte[]> from) => from[random.Next(from.Count)];
}
