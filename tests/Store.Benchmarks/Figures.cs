using System.Globalization;

namespace Store.Benchmarks;

/// <summary>Prints figures, one to a line.</summary>
internal static class Figures
{
    public static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {Math.Round(value, value < 10 ? 3 : 1)}"));

    /// <summary>The value that so many per cent of all lie at or below.</summary>
    public static double Percentile(IReadOnlyCollection<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(sorted.Length * percent / 100) - 1, 0, sorted.Length - 1)];
    }
}
