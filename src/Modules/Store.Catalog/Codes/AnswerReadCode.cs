using Store.Catalog.Barcodes;
using Store.Catalog.Products;
using Store.Contracts.Catalog;

namespace Store.Catalog.Codes;

/// <summary>Says what a code stands for: a product's own code, or one that fits a mask.</summary>
internal static class AnswerReadCode
{
    internal sealed class Handler(Db db) : IRequestHandler<ReadCode, CodeMeaning>
    {
        private const int UpcLength = 12;

        public async Task<CodeMeaning> Handle(ReadCode request, CancellationToken cancellationToken)
        {
            var code = request.Code.Trim().ToUpperInvariant();
            if (await Find([code], cancellationToken) is { } product)
                return product.Meaning(product.Code);
            if (Gs1Code.Read(request.Code.Trim()) is { } label)
                return await Meaning(label, cancellationToken);

            var masks = await db.Query<CodeMaskRow>("""
                SELECT CodeMaskId, StoreId, Position, Name, Kind, Pattern, Active, Version
                FROM   catalog.CodeMasks
                WHERE  StoreId IN (0, @StoreId) AND Active = 1
                ORDER BY StoreId DESC, Position, CodeMaskId
                """, request, cancellationToken);
            foreach (var mask in masks)
            {
                if (CodePattern.Of(mask.Pattern) is var pattern && (pattern.Read(code) ?? ReadUpc(pattern, code)) is { } reading)
                    return await Meaning(Enum.Parse<CodeKind>(mask.Kind), code, reading, mask.Name, cancellationToken);
            }

            return new CodeMeaning(CodeKind.Unknown, code);
        }

        /// <summary>What a label of GS1 says: the goods, and how much of them where they were weighed or counted.</summary>
        private async Task<CodeMeaning> Meaning(Gs1Code label, CancellationToken cancellationToken)
        {
            if (await Find([label.Gtin], cancellationToken) is not { } product)
                return new CodeMeaning(CodeKind.Product, label.Gtin);
            var meaning = product.Meaning(product.Code);
            return meaning with { Quantity = label.Kilograms is { } weight ? WeightUnits.Of(weight, product.ProductUnit) : label.Pieces is { } pieces ? Quantity.FromDecimal(pieces * meaning.Factor.ToDecimal()) : null };
        }

        /// <summary>What a code says by the pattern that it fits.</summary>
        private async Task<CodeMeaning> Meaning(CodeKind kind, string code, CodeReading reading, string maskName, CancellationToken cancellationToken)
        {
            var item = reading.Item ?? code;
            if (kind != CodeKind.Product)
                return new CodeMeaning(kind, item) { MaskName = maskName };

            // Labels pad the item with zeros to their width; shops write it with or without them.
            var unpadded = item.TrimStart('0');
            var product = await Find(unpadded.Length == 0 || unpadded == item ? [item] : [item, unpadded], cancellationToken);
            var meaning = product is null ? new CodeMeaning(kind, item) : product.Meaning(item) with { Barcode = code };
            var quantity = reading.Kilograms is { } weight ? WeightUnits.Of(weight, product?.ProductUnit ?? "") : reading.Pieces is { } pieces ? Quantity.FromDecimal(pieces) : (Quantity?)null;
            return meaning with
            {
                MaskName = maskName,

                // A label that says nothing is one whose weight or price has to be asked.
                Quantity = quantity == Quantity.Zero ? null : quantity,
                Amount = reading.Amount == Money.Zero ? null : reading.Amount,
            };
        }

        /// <summary>Scanners may give an EAN that begins with 0 as the UPC without it.</summary>
        private static CodeReading? ReadUpc(CodePattern pattern, string code) => code.Length == UpcLength ? pattern.Read("0" + code) : null;

        /// <summary>The product on sale whose barcode or, failing that, whose item code is the first of these that any has.</summary>
        private async Task<Hit?> Find(string[] codes, CancellationToken cancellationToken)
        {
            foreach (var code in codes)
            {
                var hit = await db.Find<Hit>("""
                    SELECT b.ProductId, p.Code, p.Unit AS ProductUnit, b.Barcode, b.Unit, b.FactorMilli
                    FROM   catalog.Barcodes b
                    JOIN   catalog.Products p ON p.ProductId = b.ProductId
                    WHERE  b.Barcode = @Barcode AND p.Active = 1
                    """, new { Barcode = Gtin.Normal(code) }, cancellationToken)
                    ?? await db.Find<Hit>("""
                    SELECT ProductId, Code, Unit AS ProductUnit, '' AS Barcode, '' AS Unit, 1000 AS FactorMilli
                    FROM   catalog.Products
                    WHERE  Code = @Code AND Active = 1
                    """, new { Code = ProductRows.NormalCode(code) }, cancellationToken);
                if (hit is not null)
                    return hit;
            }

            return null;
        }

        private sealed record Hit(long ProductId, string Code, string ProductUnit, string Barcode, string Unit, Quantity Factor)
        {
            public CodeMeaning Meaning(string code) => new(CodeKind.Product, code)
            {
                ProductId = ProductId, Barcode = Barcode.Length == 0 ? null : Barcode, Unit = Unit.Length == 0 ? null : Unit, Factor = Factor,
            };
        }
    }
}
