using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Store.Migrations.Catalog;

[DbContext(typeof(StoreContext))]
[Migration("202611210030_Catalog_Create")]
public sealed class Catalog_Create : StoreMigration
{
    private const string Schema = "catalog";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema(Schema);
        CreateGroups(migrationBuilder);
        CreateProducts(migrationBuilder);
        CreateSearch(migrationBuilder);
        CreateImports(migrationBuilder);
    }

    private void CreateGroups(MigrationBuilder migrationBuilder)
    {
        // ParentId 0 is the top: a NULL would let the two engines differ on what a unique index lets in.
        migrationBuilder.CreateTable("Categories", schema: Schema, columns: table => new
        {
            CategoryId = Long(table),
            ParentId = Long(table),
            Name = Text(table, 100),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_Categories", row => row.CategoryId));
        migrationBuilder.CreateIndex("UX_Categories_Name", "Categories", ["ParentId", "Name"], schema: Schema, unique: true);

        migrationBuilder.CreateTable("TaxCodes", schema: Schema, columns: table => new
        {
            TaxCodeId = Long(table),
            Code = Text(table, 20),
            Name = Text(table, 100),
            RatePpm = Int(table),
            Version = Int(table),
        }, constraints: table => table.PrimaryKey("PK_TaxCodes", row => row.TaxCodeId));
        migrationBuilder.CreateIndex("UX_TaxCodes_Code", "TaxCodes", "Code", schema: Schema, unique: true);
        migrationBuilder.InsertData(
            "TaxCodes", ["TaxCodeId", "Code", "Name", "RatePpm", "Version"], ["bigint", "nvarchar(20)", "nvarchar(100)", "int", "int"], [1L, "NONE", "不征税", 0, 1], schema: Schema);
    }

    private void CreateProducts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Products", schema: Schema, columns: table => new
        {
            ProductId = Long(table),
            Code = Text(table, 48),
            Name = Text(table, 200),
            Brand = Text(table, 100),
            Spec = Text(table, 100),
            Unit = Text(table, 20),
            CategoryId = Long(table, nullable: true),
            TaxCodeId = Long(table),
            Active = Flag(table),
            PriceVersion = Int(table),
            Version = Int(table),
            CreatedAt = Time(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_Products", row => row.ProductId);
            table.ForeignKey("FK_Products_Categories", row => row.CategoryId, "Categories", "CategoryId", Schema);
            table.ForeignKey("FK_Products_TaxCodes", row => row.TaxCodeId, "TaxCodes", "TaxCodeId", Schema);
        });
        migrationBuilder.CreateIndex("UX_Products_Code", "Products", "Code", schema: Schema, unique: true);
        migrationBuilder.CreateIndex("IX_Products_Category", "Products", ["CategoryId", "Code"], schema: Schema);

        migrationBuilder.CreateTable("Barcodes", schema: Schema, columns: table => new
        {
            Barcode = Text(table, 48),
            ProductId = Long(table),
            Unit = Text(table, 20),
            FactorMilli = Long(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_Barcodes", row => row.Barcode);
            table.ForeignKey("FK_Barcodes_Products", row => row.ProductId, "Products", "ProductId", Schema);
        });
        migrationBuilder.CreateIndex("IX_Barcodes_Product", "Barcodes", "ProductId", schema: Schema);

        // A row is a version of a price: sale lines keep its id, so its amount never changes.
        migrationBuilder.CreateTable("Prices", schema: Schema, columns: table => new
        {
            PriceId = Long(table),
            ProductId = Long(table),
            StoreId = Long(table),
            PriceMinor = Long(table),
            ValidFromLocal = Time(table),
            ValidToLocal = Time(table, nullable: true),
            Reason = Text(table, 200),
            SetByName = Text(table, 100),
            SetAt = Time(table),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_Prices", row => row.PriceId);
            table.ForeignKey("FK_Prices_Products", row => row.ProductId, "Products", "ProductId", Schema);
        });
        migrationBuilder.CreateIndex("IX_Prices_InForce", "Prices", ["ProductId", "StoreId", "ValidFromLocal", "PriceId"], schema: Schema);
    }

    private void CreateSearch(MigrationBuilder migrationBuilder)
    {
        // The embedded engine would keep a table and its key as two trees; there are tens of terms per product, so one is told to do.
        if (ForSqlServer)
        {
            migrationBuilder.CreateTable("SearchTerms", schema: Schema, columns: table => new
            {
                Term = Text(table, 50),
                ProductId = Long(table),
            }, constraints: table => table.PrimaryKey("PK_SearchTerms", row => new { row.Term, row.ProductId }));
        }
        else
        {
            migrationBuilder.Sql("""CREATE TABLE "SearchTerms" ("Term" TEXT NOT NULL, "ProductId" INTEGER NOT NULL, PRIMARY KEY ("Term", "ProductId")) WITHOUT ROWID""");
        }

        migrationBuilder.CreateIndex("IX_SearchTerms_Product", "SearchTerms", ["ProductId", "Term"], schema: Schema);
    }

    private void CreateImports(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Imports", schema: Schema, columns: table => new
        {
            ImportId = Long(table),
            FileName = Text(table, 200),
            State = Text(table, 20),
            RowsRead = Int(table),
            Created = Int(table),
            Updated = Int(table),
            Unchanged = Int(table),
            Rejected = Int(table),
            Error = Text(table, 300, nullable: true),
            StartedByName = Text(table, 100),
            StartedAt = Time(table),
            SeenAliveAt = Time(table),
            FinishedAt = Time(table, nullable: true),
        }, constraints: table => table.PrimaryKey("PK_Imports", row => row.ImportId));

        migrationBuilder.CreateTable("ImportRejections", schema: Schema, columns: table => new
        {
            ImportId = Long(table),
            RowNumber = Int(table),
            Reason = Text(table, 300),
            RowText = Text(table, 500),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_ImportRejections", row => new { row.ImportId, row.RowNumber });
            table.ForeignKey("FK_ImportRejections_Imports", row => row.ImportId, "Imports", "ImportId", Schema);
        });
    }
}
