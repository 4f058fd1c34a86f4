using Microsoft.Win32.SafeHandles;

namespace StreamingTracker.Backup.Archive.Runs;

/// <summary>Reads a file's lines from the last to the first, so that the last few of many cost little.</summary>
internal static class BackwardLines
{
    private const int BlockSize = 64 * 1024;

    /// <summary>The lines that are not empty, without their ends. What is appended meanwhile is not seen.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(SafeFileHandle file)
    {
        var position = RandomAccess.GetLength(file);
        byte[] rest = [];
        while (position > 0)
        {
            var size = (int)Math.Min(BlockSize, position);
            position -= size;
            var block = new byte[size + rest.Length];
            ReadWhole(file, block.AsSpan(0, size), position);
            rest.CopyTo(block, size);

            var end = block.Length;
            for (int newline; (newline = block.AsSpan(0, end).LastIndexOf((byte)'\n')) >= 0; end = newline)
            {
                if (newline + 1 < end) yield return block.AsMemory((newline + 1)..end);
            }
            rest = block[..end];
        }
        if (rest.Length > 0) yield return rest;
    }

    private static void ReadWhole(SafeFileHandle file, Span<byte> target, long position)
    {
        while (target.Length > 0)
        {
            var count = RandomAccess.Read(file, target, position);
            if (count == 0) throw new EndOfStreamException("The file was cut while it was read");
            target = target[count..];
            position += count;
        }
    }
}
