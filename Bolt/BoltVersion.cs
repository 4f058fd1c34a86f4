using System.Globalization;

namespace StreamingTracker.Backup.Bolt;

/// <summary>A version of the Bolt protocol.</summary>
public readonly record struct BoltVersion(byte Major, byte Minor) : IComparable<BoltVersion>
{
    /// <summary>The last version whose entities carry numeric ids alone: a third of the bytes, so the way out for an export.</summary>
    public static readonly BoltVersion V44 = new(4, 4);

    /// <summary>The highest version this client speaks.</summary>
    public static readonly BoltVersion Highest = new(5, 8);

    /// <summary>Whether this client speaks it: 4.4, or 5.0 to 5.8 without 5.5, which no server ever negotiates.</summary>
    internal bool IsSpoken => this == V44 || (Major == 5 && Minor <= Highest.Minor && Minor != 5);

    /// <inheritdoc/>
    public int CompareTo(BoltVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <summary>Whether one version is older than another.</summary>
    public static bool operator <(BoltVersion left, BoltVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether one version is newer than another.</summary>
    public static bool operator >(BoltVersion left, BoltVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether one version is no newer than another.</summary>
    public static bool operator <=(BoltVersion left, BoltVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one version is no older than another.</summary>
    public static bool operator >=(BoltVersion left, BoltVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
