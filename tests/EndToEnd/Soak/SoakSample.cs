using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Soak;

/// <summary>What there is after so many rounds.</summary>
/// <param name="Round">How many.</param>
/// <param name="Process">What this process holds.</param>
/// <param name="ArchiveFiles">Files in the archive's folder, its state included.</param>
internal sealed record SoakSample(int Round, ProcessFootprint Process, int ArchiveFiles)
{
    /// <summary>The figures that must stay as they are, each with its name and what it may grow by.</summary>
    /// <remarks>
    /// In 500 rounds, of which some 400 lie between the beginning and the end that are compared, this finds a leak of one descriptor, thread
    /// or file in 50 rounds or more, of 1 KiB of small objects, and of 40 KiB of other memory a round.
    /// </remarks>
    public static readonly IReadOnlyList<(string Name, Func<SoakSample, long> Of, long MayGrowBy)> Figures =
    [
        ("bytes of small objects", sample => sample.Process.SmallObjectBytes, 400 * 1024),
        ("bytes of large objects", sample => sample.Process.LargeObjectBytes, 12 * 1024 * 1024),
        ("bytes of private memory", sample => sample.Process.PrivateBytes, 16 * 1024 * 1024),
        ("open descriptors", sample => sample.Process.Descriptors, 4),
        ("threads", sample => sample.Process.Threads, 8),
        ("files in the archive", sample => sample.ArchiveFiles, 8),
    ];

    public override string ToString() =>
        $"{Round} rounds: {Process.SmallObjectBytes / 1024:N0} KiB small and {Process.LargeObjectBytes / 1024:N0} KiB large objects, {Process.PrivateBytes / 1024:N0} KiB private, " +
        $"{Process.Descriptors} descriptors, {Process.Threads} threads, {ArchiveFiles} files";
}
