using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using StreamingTracker.Backup.Archive.Lines;

namespace StreamingTracker.Backup.Archive.Manifests;

/// <summary>
/// The last member of a manifest: the SHA-256 of the whole file, taken with the checksum's own 64 digits as zeros, so that not a byte
/// of it changes unseen.
/// </summary>
internal static class ManifestChecksum
{
    private const int Digits = 64;

    /// <summary>Adds the checksum to an object.</summary>
    public static byte[] Add(byte[] json)
    {
        var end = Array.LastIndexOf(json, (byte)'\n');
        byte[] whole = [.. json.AsSpan(0, end), .. ",\n  \"checksum\": \""u8, .. Enumerable.Repeat((byte)'0', Digits), .. "\"\n}\n"u8];
        Encoding.ASCII.GetBytes(Sha256(whole)).CopyTo(whole, Find(whole).Value);
        return whole;
    }

    /// <summary>Checks the checksum and takes it away.</summary>
    /// <returns>The object without it.</returns>
    /// <exception cref="CorruptBackupException">It is not that of the bytes.</exception>
    /// <exception cref="JsonException">There is none.</exception>
    public static byte[] Take(byte[] whole)
    {
        var (member, value) = Find(whole);
        var copy = whole.AsSpan().ToArray();
        copy.AsSpan(value, Digits).Fill((byte)'0');
        if (Sha256(copy) != Encoding.UTF8.GetString(whole, value, Digits))
        {
            throw Corruption.Found("The manifest is damaged: its checksum is not that of its bytes");
        }
        copy.AsSpan(member..(value + Digits + 1)).Fill((byte)' ');
        return copy;
    }

    /// <summary>Finds the comma before the member, and its value's first digit.</summary>
    private static (int Member, int Value) Find(byte[] whole)
    {
        var reader = new Utf8JsonReader(whole);
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("checksum"u8)) continue;
            var comma = whole.AsSpan(0, (int)reader.TokenStartIndex).LastIndexOf((byte)',');
            reader.Read();
            if (comma < 0 || reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length != Digits) break;
            return (comma, (int)reader.TokenStartIndex + 1);
        }
        throw new JsonException("checksum is missing, or is no SHA-256");
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
