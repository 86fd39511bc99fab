using FluentValidation;

namespace Store.Kernel.Http;

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows of this page.</param>
/// <param name="Next">What to send as <c>after</c> for the next page; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>How lists page: <c>after</c> and <c>limit</c>.</summary>
public static class Paging
{
    public const int DefaultLimit = 50;

    public const int LimitAtMost = 500;

    /// <summary>Makes a page of <paramref name="limit"/> rows out of a query that asked for one more.</summary>
    public static Page<T> Page<T>(IReadOnlyList<T> rows, int limit, Func<T, string> key) =>
        rows.Count > limit ? new Page<T>([.. rows.Take(limit)], key(rows[limit - 1])) : new Page<T>(rows, Next: null);

    public static IRuleBuilderOptions<T, int> IsPageLimit<T>(this IRuleBuilder<T, int> limit) => limit.InclusiveBetween(1, LimitAtMost);
}
