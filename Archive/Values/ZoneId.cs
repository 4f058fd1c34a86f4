using System.Buffers;

namespace StreamingTracker.Backup.Archive.Values;

/// <summary>The names that Java lets a time zone have, whether or not there is such a zone.</summary>
internal static class ZoneId
{
    private static readonly SearchValues<byte> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789~/._+-:"u8);

    public static bool IsValid(ReadOnlySpan<byte> zoneId) => !zoneId.IsEmpty && !zoneId.ContainsAnyExcept(Allowed);
}
